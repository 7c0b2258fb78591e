"""Action plans: what people in a town want to change together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere

from ..blocks import PlanStepStreamBlock, WorkingGroupStreamBlock
from .organisations import Place, in_source_language


class ActionPlanPage(BasePage):
    """The plan of a town within a project; it stands below the project's page."""

    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("town"),
    )
    summary = models.TextField(_("summary"), blank=True)
    groups = StreamField(WorkingGroupStreamBlock(), blank=True, verbose_name=_("working groups"))
    problem = models.TextField(_("problem"), blank=True)
    objective = models.TextField(_("objective"), blank=True)
    steps = StreamField(PlanStepStreamBlock(), blank=True, verbose_name=_("steps"))
    campaign = models.TextField(_("campaign"), blank=True)
    result = models.TextField(_("result"), blank=True)
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["projects.ProjectPage"]
    subpage_types: list[str] = []
    search_kind = "action_plan"
    template = "projects/action_plan_page.html"
    body_fields = ("groups", "steps", "body")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("place"),
        FieldPanel("summary"),
        FieldPanel("groups"),
        FieldPanel("problem"),
        FieldPanel("objective"),
        FieldPanel("steps"),
        FieldPanel("campaign"),
        FieldPanel("result"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "problem", "objective", "steps", "result")]
    override_translatable_fields = [*BasePage.override_translatable_fields, *same_everywhere("place")]

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")

    def get_context(self, request, *args, **kwargs):
        from ..event_facts import plan_facts_of

        context = super().get_context(request, *args, **kwargs)
        return context | plan_facts_of(self)
