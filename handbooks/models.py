"""Handbooks: the list of them, a handbook, its chapters."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import PageManager

from cms.core.blocks import ChapterStreamBlock
from cms.core.exercises.walk import walk_exercises
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only
from cms.projects.models import Organisation, Topic

from . import contents
from .api import PictureField
from .querysets import ChapterQuerySet, HandbookQuerySet
from .reading import count_words, reading_minutes


class HandbookIndexPage(BasePage):
    """All handbooks."""

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["handbooks.HandbookPage"]
    max_count_per_parent = 1
    template = "handbooks/handbook_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of handbooks")
        verbose_name_plural = _("lists of handbooks")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["handbooks"] = HandbookPage.objects.child_of(self).live().with_cover()
        return context


class HandbookPage(BasePage):
    """A handbook; its chapters are the pages below it."""

    STATES = [("published", _("Published")), ("planned", _("Planned"))]

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    audience = models.CharField(_("for whom"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="published")
    cover = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )
    cover_alt = models.CharField(_("what the cover shows"), max_length=250, blank=True)
    authors = models.CharField(_("authors"), max_length=255, blank=True)
    publishers = ParentalManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("publishing organisations")
    )
    project = models.ForeignKey(
        "projects.ProjectPage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="CC BY-SA 4.0")
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))

    objects = PageManager.from_queryset(HandbookQuerySet)()

    parent_page_types = ["handbooks.HandbookIndexPage"]
    subpage_types = ["handbooks.ChapterPage"]
    admin_default_ordering = "ord"  # chapters stand as readers get them
    search_kind = "handbook"
    template = "handbooks/handbook_page.html"
    has_short_address = True
    has_poster = True

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("state"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Cover")),
        MultiFieldPanel([FieldPanel("authors"), FieldPanel("publishers"), FieldPanel("licence")], heading=_("Imprint")),
        PageChooserPanel("project"),
        FieldPanel("topics"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("subtitle", "summary")]
    api_fields = [
        *map(APIField, ("translation_key", "subtitle", "summary", "audience", "state", "authors", "licence")),
        APIField("cover", PictureField()),
        APIField("cover_alt"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("state", "cover", "authors", "project", "licence"),
        *source_only("publishers", "topics"),
    ]

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        book = contents.of_handbook(self.path)
        return context | {"book": book, "funding": book.funding if book else None, "imprint": contents.imprint(self)}


class ChapterPage(BasePage):
    """A chapter: what is read here as part of the handbook is practised as a lesson of a course."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One to three sentences: what people know after reading.")
    )
    picture = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    body = StreamField(ChapterStreamBlock(), blank=True, verbose_name=_("text"))
    reading_minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=1, editable=False)
    facts_checked_on = models.DateField(_("facts checked on"), null=True, blank=True)
    facts_checked_by = models.CharField(_("facts checked by"), max_length=200, blank=True)
    facts_review_due = models.DateField(_("next check due"), null=True, blank=True)

    objects = PageManager.from_queryset(ChapterQuerySet)()

    parent_page_types = ["handbooks.HandbookPage"]
    subpage_types: list[str] = []
    search_kind = "chapter"
    template = "handbooks/chapter_page.html"
    has_short_address = True
    body_fields = ("body",)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("facts_checked_on"), FieldPanel("facts_checked_by")]),
                FieldPanel("facts_review_due"),
            ],
            heading=_("Facts"),
            help_text=_(
                "Laws and prices change. Say when somebody last checked what stands here, and when it is due again."
            ),
        ),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "body")]
    api_fields = [
        *map(APIField, ("translation_key", "summary", "body", "reading_minutes", "facts_checked_on")),
        APIField("picture", PictureField()),
        APIField("picture_alt"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("picture", "facts_checked_on", "facts_checked_by", "facts_review_due"),
    ]

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def save(self, *args, **kwargs):
        self.reading_minutes = reading_minutes(count_words(self), self.easy)
        return super().save(*args, **kwargs)

    @property
    def exercise_counts(self) -> dict[str, int]:
        """How many questions and cases the chapter has."""
        kinds = [exercise.kind for exercise in walk_exercises(self.body)]
        cases = kinds.count("case")
        return {"questions": len(kinds) - cases, "cases": cases}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        book = contents.of_chapter(self.path)
        context |= {"book": book, "funding": book.funding if book else None, "facts": contents.facts_of(self)}
        return context | contents.neighbours(book, self.pk)
