"""Print runs of handbooks, and the ledger of who got copies.

A print run names its handbook by content key and language, so it outlives the page. What stands in the ledger is never
changed: a correction is a new entry.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import HandOutQuerySet, PrintRunQuerySet


class PrintRun(models.Model):
    """Copies of a handbook in one language that were printed at once."""

    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    title = models.CharField(_("title"), max_length=255, editable=False)
    edition = models.CharField(
        _("edition"), max_length=100, blank=True, help_text=_("The edition, or the date of the text.")
    )
    declared_edition = models.ForeignKey(
        "editions.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="print_runs",
        verbose_name=_("declared edition"),
        help_text=_("If what was printed is an edition that was declared here."),
    )
    printed_on = models.DateField(_("printed on"), default=timezone.localdate)
    copies = models.PositiveIntegerField(_("copies"), validators=[MinValueValidator(1)])
    project = models.ForeignKey(
        "projects.ProjectPage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("print run")
        verbose_name_plural = _("print runs")
        ordering = ["-printed_on", "-pk"]

    def __str__(self) -> str:
        edition = self.edition or (str(self.declared_edition.number) if self.declared_edition else "")
        return f"{self.title} ({edition})" if edition else self.title


class HandOut(models.Model):
    """An entry of the ledger: copies that somebody got, or fewer (with a minus) where an entry is corrected."""

    print_run = models.ForeignKey(PrintRun, models.PROTECT, related_name="hand_outs", verbose_name=_("print run"))
    on = models.DateField(_("date"))
    event = models.ForeignKey(
        "projects.EventPage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event")
    )
    to_whom = models.CharField(_("to whom"), max_length=255)
    copies = models.IntegerField(_("copies"))
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    # The form's own id: sent twice it counts once.
    form_id = models.UUIDField(unique=True, editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = HandOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["-on", "-pk"]
        # Entries are only added.
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.copies}"
