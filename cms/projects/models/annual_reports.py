"""Annual reports of an organisation."""

from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only

from ..querysets import AnnualReportQuerySet
from .documents import languages
from .indicators import Indicator
from .organisations import Organisation, in_source_language

YEARS = [MinValueValidator(1900), MaxValueValidator(2200)]


class AnnualReportIndexPage(BasePage):
    """All annual reports, the newest first."""

    PER_PAGE = 12

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["projects.AnnualReportPage"]
    max_count_per_parent = 1
    template = "projects/annual_report_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of annual reports")
        verbose_name_plural = _("lists of annual reports")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        reports = AnnualReportPage.objects.child_of(self).live().newest()
        context["reports"] = Paginator(reports, self.PER_PAGE).get_page(request.GET.get("page"))
        return context


class AnnualReportPage(BasePage):
    """What an organisation did in a year."""

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("organisation"),
    )
    summary = models.TextField(_("summary"), blank=True)
    mission = models.TextField(_("mission"), blank=True, help_text=_("One aim a line."))
    activities = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("what was done"))
    initiatives = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("new initiatives"))
    governance = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("how the organisation is run"))

    objects = PageManager.from_queryset(AnnualReportQuerySet)()

    parent_page_types = ["projects.AnnualReportIndexPage"]
    subpage_types: list[str] = []
    search_kind = "report"
    template = "projects/annual_report_page.html"
    body_fields = ("activities", "initiatives", "governance")

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("year"), FieldPanel("organisation")]),
        FieldPanel("summary"),
        FieldPanel("mission"),
        FieldPanel("activities"),
        FieldPanel("initiatives"),
        FieldPanel("governance"),
        MultiFieldPanel(
            [
                InlinePanel("memberships", label=_("Membership"), heading=_("Memberships")),
                InlinePanel("figures", label=_("Figure"), heading=_("Figures of research")),
                InlinePanel("documents", label=_("Document"), heading=_("Documents")),
            ],
            heading=_("Figures and documents"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        *searchable("summary", "mission", "activities", "initiatives", "governance"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("year", "organisation"),
        *source_only("memberships", "figures", "documents"),
    ]

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")

    @property
    def mission_list(self) -> list[str]:
        """The organisation's aims, one an item."""
        return [line.strip() for line in self.mission.splitlines() if line.strip()]

    def field_problems(self) -> list[tuple[str, str]]:
        found = super().field_problems()
        others = AnnualReportPage.objects.filter(locale=self.locale, year=self.year, organisation=self.organisation)
        if self.year and others.exclude(pk=self.pk).live().exists():
            found.append(("year", gettext("There is a report for %(year)s already.") % {"year": self.year}))
        return found

    def get_context(self, request, *args, **kwargs):
        from ..annual_reports import facts_of

        context = super().get_context(request, *args, **kwargs)
        context["facts"] = facts_of(self)
        return context


class ReportMembership(Orderable):
    """A network that the organisation belongs to. On the source page only."""

    report = ParentalKey(AnnualReportPage, on_delete=models.CASCADE, related_name="memberships")
    network = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", limit_choices_to=in_source_language, verbose_name=_("network")
    )
    since = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True, validators=YEARS)

    panels = [FieldRowPanel([FieldPanel("network"), FieldPanel("since")])]

    class Meta(Orderable.Meta):
        verbose_name = _("membership of an organisation")
        verbose_name_plural = _("memberships of an organisation")

    def __str__(self) -> str:
        return str(self.network)


class ResearchFigure(Orderable):
    """A figure of research, and what it is about: all of it, or each of the countries. On the source page only."""

    SCOPES = [
        ("total", _("in total")),
        ("country", _("in each participating country")),
        ("place", _("at each place")),
    ]

    report = ParentalKey(AnnualReportPage, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("what was counted"),
    )
    value = models.PositiveIntegerField(_("number"))
    scope = models.CharField(_("scope"), max_length=10, choices=SCOPES, default="total")
    project = models.ForeignKey(
        "projects.ProjectPage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )

    panels = [FieldRowPanel([FieldPanel("indicator"), FieldPanel("value"), FieldPanel("scope")]), FieldPanel("project")]

    class Meta(Orderable.Meta):
        verbose_name = _("figure of research")
        verbose_name_plural = _("figures of research")

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class ReportDocument(Orderable):
    """A file that belongs to a report. On the source page only."""

    report = ParentalKey(AnnualReportPage, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=255, help_text=_("In the language of the document."))
    language = models.CharField(_("language"), max_length=20, choices=languages, blank=True)
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("file"))

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("document"), FieldPanel("language")])]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a report")
        verbose_name_plural = _("documents of a report")

    def __str__(self) -> str:
        return self.title
