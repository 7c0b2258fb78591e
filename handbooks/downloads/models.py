"""How often files were downloaded. Nothing is kept of who did."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbooks.editions.models import Edition

from .querysets import DownloadCountQuerySet


class DownloadCount(models.Model):
    """Downloads of a handbook's file in one language and format on one day. `edition` is empty for the newest text."""

    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    format_name = models.CharField(_("format"), max_length=20)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="downloads", verbose_name=_("edition")
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    objects = DownloadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of downloads")
        verbose_name_plural = _("numbers of downloads")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["handbook_key", "language", "format_name", "day"],
                condition=Q(edition=None),
                name="one_count_a_day",
            ),
            models.UniqueConstraint(
                fields=["edition", "format_name", "day"],
                condition=~Q(edition=None),
                name="one_count_a_day_of_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.count}"
