"""Who carries out a project together."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .. import countries
from .organisations import Organisation


class ProjectPartner(Orderable):
    """An organisation's part in a project, or a country's whose organisation isn't named. On the source page only."""

    ROLES = [
        ("coordinator", _("Coordinator")),
        ("partner", _("Partner")),
        ("associated", _("Associated partner")),
    ]

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=ROLES, default="partner")
    country = models.CharField(_("country"), max_length=2, choices=countries.choices, blank=True)
    phase = models.PositiveSmallIntegerField(
        _("phase"), null=True, blank=True, help_text=_("For partners that take part in one phase only.")
    )

    panels = [
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("country"), FieldPanel("phase")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return str(self.organisation or self.get_country_display())

    def field_problems(self) -> list[tuple[str, str]]:
        """Return the names of fields that must be mended before publishing, with what to say there."""
        if self.organisation_id or self.country:
            return []
        return [("organisation", gettext("Choose the organisation, or at least its country."))]
