"""Organisations, places, funding programmes, topics and project pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only


class NamedSnippet(TranslatableMixin, models.Model):
    """Something with a name in each language."""

    name = models.CharField(_("name"), max_length=255)

    panels: list = [FieldPanel("name")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Organisation(index.Indexed, NamedSnippet):
    """An organisation that carries out, funds or publishes."""

    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    panels = [*NamedSnippet.panels, FieldPanel("website"), FieldPanel("logo")]

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


@register_snippet
class Place(index.Indexed, NamedSnippet):
    """A town or village."""

    country = models.CharField(
        _("country"), max_length=2, default="BG", help_text=_("Two letters, ISO 3166-1: BG, MK, RO …")
    )

    panels = [*NamedSnippet.panels, FieldPanel("country")]
    override_translatable_fields = same_everywhere("country")

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("place")
        verbose_name_plural = _("places")


@register_snippet
class Topic(index.Indexed, NamedSnippet):
    """What a handbook, course or article is about."""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


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
        *same_everywhere("programme", "contract_number", "start_date", "end_date", "beneficiary"),
        *source_only("partners", "places"),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("A project can't end before it begins.")})

    def get_context(self, request, *args, **kwargs):
        from .funding import funding_of
        from .people import organisations_of

        context = super().get_context(request, *args, **kwargs)
        context["funding"] = funding_of(self.translation_key, self.language)
        context.update(organisations_of(self))
        return context
