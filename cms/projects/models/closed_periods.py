"""Periods of which a project has reported: frozen figures and files."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..closed_period_querysets import ClosedPeriodQuerySet
from .projects import ProjectPage


class ClosedPeriod(models.Model):
    """What a project reported of a period, both days included, and who closed it when. It is never changed.

    The files may hold what only the funder may see, so they are kept here and not among the public files.
    """

    project = models.ForeignKey(ProjectPage, models.PROTECT, related_name="closed_periods", verbose_name=_("project"))
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    language = models.CharField(_("language"), max_length=20)
    # Triples of a figure's key, label and value.
    figures = models.JSONField(_("figures"))
    xlsx = models.BinaryField()
    csv = models.BinaryField()
    pdf = models.BinaryField()
    closed_at = models.DateTimeField(_("closed at"), auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The name stays when the account is gone.
    closed_by_name = models.CharField(_("closed by"), max_length=255)

    wagtail_reference_index_ignore = True

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ["-start"]
        # Whoever may edit the project may close its periods.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["project", "start", "end"], name="one_closing_a_period"),
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="closed_period_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} – {self.end:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it once."""
        if not self._state.adding:
            raise TypeError("A closed period is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: what was reported stays."""
        raise TypeError("A closed period is never deleted.")
