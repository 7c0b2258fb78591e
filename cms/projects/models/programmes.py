"""Funding programmes: what a funder demands to be shown."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.core.translatable import same_everywhere

from .organisations import NamedSnippet

IN_BRACES = re.compile(r"\{([^{}]*)\}")


@register_snippet
class FundingProgramme(index.Indexed, NamedSnippet):
    """A funding programme and what it demands to be shown.

    Wordings differ by programme and period, and between the site and documents, so all of them are entered here.
    """

    EMBLEMS = [("eu", _("Emblem of the European Union")), ("logo", _("The programme's own logo")), ("none", _("None"))]
    PLACEHOLDERS = ("beneficiary", "contract_number", "project", "managing_authority", "fund")
    TEMPLATES = ("statement", "disclaimer", "compact", "document_statement", "document_disclaimer")

    period = models.CharField(_("period"), max_length=20, blank=True)
    fund = models.CharField(_("fund"), max_length=255, blank=True)
    managing_authority = models.CharField(_("managing authority"), max_length=255, blank=True)
    emblem = models.CharField(_("emblem"), max_length=10, choices=EMBLEMS, default="eu")
    logo = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    statement = models.TextField(_("statement"), help_text=_("In full, as the programme words it."))
    disclaimer = models.TextField(_("disclaimer"), blank=True)
    compact = models.CharField(_("short line"), max_length=200, help_text=_("One line for lessons and chapters."))
    document_statement = models.TextField(
        _("statement"), blank=True, help_text=_("Where it is worded otherwise. Empty: as on the site.")
    )
    document_disclaimer = models.TextField(
        _("disclaimer"), blank=True, help_text=_("Where it is worded otherwise. Empty: as on the site.")
    )

    panels = [
        *NamedSnippet.panels,
        FieldRowPanel([FieldPanel("period"), FieldPanel("fund"), FieldPanel("managing_authority")]),
        FieldRowPanel([FieldPanel("emblem"), FieldPanel("logo")]),
        HelpPanel(
            _(
                "In the texts below, {beneficiary}, {contract_number}, {project}, {managing_authority} and {fund} are "
                "filled in."
            )
        ),
        MultiFieldPanel(
            [FieldPanel("statement"), FieldPanel("disclaimer"), FieldPanel("compact")], heading=_("On the site")
        ),
        MultiFieldPanel(
            [FieldPanel("document_statement"), FieldPanel("document_disclaimer")],
            heading=_("In documents: PDF files, certificates, packages"),
        ),
    ]

    override_translatable_fields = same_everywhere("period")

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")

    def clean(self) -> None:
        super().clean()
        errors = {name: message for name in self.TEMPLATES if (message := self._unknown(getattr(self, name)))}
        if self.emblem == "logo" and not self.logo:
            errors["logo"] = gettext("Choose the programme's logo, or another emblem.")
        if errors:
            raise ValidationError(errors)

    def _unknown(self, template: str) -> str:
        """Return what to say of a template that holds something in braces which nothing fills in."""
        unknown = [name for name in IN_BRACES.findall(template) if name not in self.PLACEHOLDERS]
        if not unknown:
            return ""
        return gettext("Nothing is filled in for %(unknown)s. These are: %(known)s.") % {
            "unknown": ", ".join(f"{{{name}}}" for name in unknown),
            "known": ", ".join(f"{{{name}}}" for name in self.PLACEHOLDERS),
        }
