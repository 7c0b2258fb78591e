"""What a project planned to reach, and what it reached."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .. import metrics
from .organisations import NamedSnippet


@register_snippet
class Indicator(index.Indexed, NamedSnippet):
    """What is counted, and in what: a name and a unit in each language.

    Its numbers stand in a project's rows, which have no language.
    """

    unit = models.CharField(_("unit"), max_length=50, blank=True, help_text=_("For example: people, copies, days."))

    panels = [*NamedSnippet.panels, FieldPanel("unit")]

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")


class ProjectIndicator(Orderable, ClusterableModel):
    """An indicator of a project with its planned value. On the source page only."""

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator"))
    planned = models.DecimalField(
        _("planned"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    metric = models.CharField(
        _("counted by the site"),
        max_length=50,
        choices=metrics.choices,
        blank=True,
        help_text=_("The site counts what it knows; what is entered below is added to it."),
    )

    panels = [
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("planned"), FieldPanel("metric")]),
        InlinePanel("values", label=_("Reached value"), heading=_("Reached")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("indicator of a project")
        verbose_name_plural = _("indicators of a project")

    def __str__(self) -> str:
        return str(self.indicator)


class IndicatorValue(Orderable):
    """What was reached until a day, added to what was reached before, with its evidence.

    A mistake is mended by one more value, which may be negative, so that a report of an earlier period stays true.
    """

    indicator = ParentalKey(ProjectIndicator, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    date = models.DateField(_("date"))
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("Evidence for the funder. Readers don't see it: there may be names in it."),
    )
    page = models.ForeignKey(
        Page, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page that tells of it")
    )
    link = models.URLField(_("link"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("document"), PageChooserPanel("page"), FieldPanel("link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("reached value")
        verbose_name_plural = _("reached values")

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"

    def field_problems(self) -> list[tuple[str, str]]:
        """Return the names of fields that must be mended before publishing, with what to say there."""
        if self.document_id or self.page_id or self.link:
            return []
        return [("document", gettext("Say what proves it: a document, a page or a link."))]
