"""What is known of a translated page beyond its text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class TranslationStateQuerySet(models.QuerySet):
    """Translations by how they stand to their source."""

    def outdated(self):
        """Those whose source was published again after they were confirmed against it, or that were never confirmed."""
        return self.filter(
            Q(confirmed_revision=None) | ~Q(confirmed_revision=F("source__live_revision")), source__live=True
        )

    def up_to_date(self):
        """Those confirmed against what their source says now."""
        return self.filter(confirmed_revision=F("source__live_revision"))


class TranslationState(models.Model):
    """How a page in one language stands to the page it was translated from, and whether readers have tested it.

    Kept for synchronised and for detached pages alike, so "outdated" is known for both.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="translation_state", verbose_name=_("page"))
    source = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("translated from"))
    is_detached = models.BooleanField(_("own structure"), default=False)
    confirmed_revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("confirmed against")
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    tested_by = models.CharField(
        _("tested by readers"),
        max_length=200,
        blank=True,
        help_text=_(
            "Which person or group from the readers has read the page. "
            "Only this makes a text easy to read; a computer can't."
        ),
    )
    tested_on = models.DateField(_("tested on"), null=True, blank=True)

    objects = TranslationStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["page__path"]

    def __str__(self) -> str:
        return f"{self.page} ← {self.source}"

    @property
    def outdated(self) -> bool:
        """Whether the source says something else now than when this page was confirmed."""
        return self.source.live and self.confirmed_revision_id != self.source.live_revision_id
