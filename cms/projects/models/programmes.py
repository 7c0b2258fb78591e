"""Funding programmes: what a funder demands to be shown."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.core.translatable import same_everywhere

from .organisations import NamedSnippet


@register_snippet
class FundingProgramme(index.Indexed, NamedSnippet):
    """A funding programme and what it demands to be shown.

    Wordings differ by programme and period, so all of them are entered here.
    """

    EMBLEMS = [("eu", _("Emblem of the European Union")), ("logo", _("The programme's own logo")), ("none", _("None"))]
    PLACEHOLDERS = ("beneficiary", "contract_number", "project")

    period = models.CharField(_("period"), max_length=20, blank=True)
    emblem = models.CharField(_("emblem"), max_length=10, choices=EMBLEMS, default="eu")
    logo = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    statement = models.TextField(
        _("statement"),
        help_text=_(
            "In full, as the programme words it. {beneficiary}, {contract_number} and {project} are filled in."
        ),
    )
    disclaimer = models.TextField(_("disclaimer"), blank=True)
    compact = models.CharField(_("short line"), max_length=200, help_text=_("One line for lessons and chapters."))

    panels = [
        *NamedSnippet.panels,
        FieldPanel("period"),
        FieldRowPanel([FieldPanel("emblem"), FieldPanel("logo")]),
        MultiFieldPanel(
            [FieldPanel("statement"), FieldPanel("disclaimer"), FieldPanel("compact")], heading=_("What is shown")
        ),
    ]

    override_translatable_fields = same_everywhere("period")

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")

    def clean(self) -> None:
        super().clean()
        if self.emblem == "logo" and not self.logo:
            raise ValidationError({"logo": _("Choose the programme's logo, or another emblem.")})
