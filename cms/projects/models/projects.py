"""Project pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only

from .organisations import Organisation, Place
from .programmes import FundingProgramme


class ProjectIndexPage(BasePage):
    """All projects."""

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["projects.ProjectPage"]
    max_count_per_parent = 1
    template = "projects/project_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["projects"] = ProjectPage.objects.child_of(self).live().order_by("-start_date", "title")
        return context


class ProjectPage(BasePage):
    """A funded project."""

    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funding programme")
    )
    contract_number = models.CharField(_("contract number"), max_length=100, blank=True)
    start_date = models.DateField(_("begins on"), null=True, blank=True)
    end_date = models.DateField(_("ends on"), null=True, blank=True)
    retention_date = models.DateField(
        _("keep evidence until"),
        null=True,
        blank=True,
        help_text=_("The day until which the funder may ask for evidence, for example for lists of participants."),
    )
    summary = models.TextField(_("summary"), blank=True)
    beneficiary = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beneficiary")
    )
    partners = ParentalManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("partners"))
    places = ParentalManyToManyField(Place, blank=True, related_name="+", verbose_name=_("places"))
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["projects.ProjectIndexPage"]
    subpage_types: list[str] = []
    search_kind = "project"
    template = "projects/project_page.html"
    body_fields = ("body",)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldPanel("contract_number"),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldPanel("retention_date"),
            ],
            heading=_("Funding"),
        ),
        MultiFieldPanel(
            [FieldPanel("beneficiary"), FieldPanel("partners"), FieldPanel("places")], heading=_("Who and where")
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("programme", "contract_number", "start_date", "end_date", "retention_date", "beneficiary"),
        *source_only("partners", "places"),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("A project can't end before it begins.")})
        if self.end_date and self.retention_date and self.retention_date < self.end_date:
            raise ValidationError({"retention_date": _("Evidence is kept at least until the project ends.")})

    def get_context(self, request, *args, **kwargs):
        from ..funding import funding_of
        from ..people import organisations_of

        context = super().get_context(request, *args, **kwargs)
        context["funding"] = funding_of(self.translation_key, self.language)
        context.update(organisations_of(self))
        return context
