"""Project pages."""

from django.core.paginator import Paginator
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only

from ..querysets import ProjectQuerySet
from ..rights import entrust_to_managers
from .organisations import Organisation, Place, TargetGroup
from .programmes import FundingProgramme


class ProjectIndexPage(BasePage):
    """All projects."""

    PER_PAGE = 12

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["projects.ProjectPage"]
    max_count_per_parent = 1
    template = "projects/project_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    @transaction.atomic
    def save(self, *args, **kwargs):
        is_new = self._state.adding
        result = super().save(*args, **kwargs)
        if is_new:
            entrust_to_managers(index=self)
        return result

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        projects = ProjectPage.objects.child_of(self).live().latest_first().for_list()
        context["projects"] = Paginator(projects, self.PER_PAGE).get_page(request.GET.get("page"))
        return context


class ProjectPage(BasePage):
    """A funded project, or one that is to be funded."""

    STATES = [
        ("proposed", _("Being prepared")),
        ("submitted", _("Submitted")),
        ("contracted", _("Contract signed")),
        ("running", _("Running")),
        ("closed", _("Closed")),
    ]
    UNFUNDED = ("proposed", "submitted")

    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=STATES, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One a line."))
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))

    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funding programme")
    )
    scheme = models.CharField(_("scheme or call"), max_length=255, blank=True)
    strand = models.CharField(_("strand or priority axis"), max_length=255, blank=True)
    measure = models.CharField(_("measure"), max_length=255, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    contract_number = models.CharField(_("contract number"), max_length=100, blank=True)
    contract_date = models.DateField(_("contract signed on"), null=True, blank=True)
    start_date = models.DateField(_("begins on"), null=True, blank=True)
    end_date = models.DateField(_("ends on"), null=True, blank=True)
    retention_date = models.DateField(
        _("keep evidence until"),
        null=True,
        blank=True,
        help_text=_("The day until which the funder may ask for evidence, for example for lists of participants."),
    )
    budget = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    eu_share = models.DecimalField(
        _("of this from the programme"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three letters, ISO 4217: EUR, NOK …"))],
    )

    beneficiary = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beneficiary")
    )
    places = ParentalManyToManyField(Place, blank=True, related_name="+", verbose_name=_("places"))
    target_groups = ParentalManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name=_("target groups"))

    objects = PageManager.from_queryset(ProjectQuerySet)()

    parent_page_types = ["projects.ProjectIndexPage"]
    subpage_types = ["projects.ActionPlanPage"]
    search_kind = "project"
    template = "projects/project_page.html"
    body_fields = ("body",)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("state")]),
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldRowPanel([FieldPanel("scheme"), FieldPanel("strand"), FieldPanel("measure")]),
                FieldPanel("legal_basis"),
                FieldRowPanel([FieldPanel("contract_number"), FieldPanel("contract_date")]),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date"), FieldPanel("retention_date")]),
                FieldRowPanel([FieldPanel("budget"), FieldPanel("eu_share"), FieldPanel("currency")]),
            ],
            heading=_("Funding"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("beneficiary"),
                InlinePanel("partners", label=_("Partner"), heading=_("Partners")),
                FieldPanel("places"),
                FieldPanel("target_groups"),
            ],
            heading=_("Who, where, for whom"),
        ),
        InlinePanel("indicators", label=_("Indicator"), heading=_("Planned and reached")),
        InlinePanel("event_plans", label=_("Kind of event"), heading=_("Events planned")),
        InlinePanel("publicity", label=_("Publicity measure"), heading=_("Publicity")),
        InlinePanel("documents", label=_("Document"), heading=_("Documents")),
    ]
    search_fields = [*BasePage.search_fields, *searchable("acronym", "summary", "objectives", "body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("acronym", "state", "programme", "beneficiary"),
        *same_everywhere("contract_number", "contract_date", "start_date", "end_date", "retention_date"),
        *source_only("budget", "eu_share", "currency", "places", "target_groups"),
        *source_only("partners", "indicators", "event_plans", "publicity", "documents"),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @property
    def objective_list(self) -> list[str]:
        """What the project wants to reach, one thing an item."""
        return [line.strip() for line in self.objectives.splitlines() if line.strip()]

    def field_problems(self) -> list[tuple[str, str]]:
        found = super().field_problems()
        days = {"start": self.start_date, "end": self.end_date, "kept": self.retention_date}
        shown = {name: date_format(day) for name, day in days.items() if day}
        if self.start_date and self.end_date and self.end_date < self.start_date:
            text = gettext("The day %(end)s lies before %(start)s, the beginning of the project.")
            found.append(("end_date", text % shown))
        if self.end_date and self.retention_date and self.retention_date < self.end_date:
            text = gettext("The day %(kept)s lies before %(end)s, the end of the project.")
            found.append(("retention_date", text % shown))
        if self.budget is not None and self.eu_share is not None and self.eu_share > self.budget:
            text = gettext("The programme's share of %(share)s is more than the budget of %(budget)s.")
            numbers = {"share": self.eu_share, "budget": self.budget}
            found.append(("eu_share", text % {k: number_format(v, 2, force_grouping=True) for k, v in numbers.items()}))
        return found

    def get_context(self, request, *args, **kwargs):
        from ..facts import facts_of
        from ..funding import funding_of
        from ..rollup import project_events

        context = super().get_context(request, *args, **kwargs)
        context["funding"] = funding_of(self.translation_key, self.language)
        context["facts"] = facts_of(self, fresh=getattr(request, "is_preview", False))
        return context | project_events(self)
