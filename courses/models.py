"""Courses: chapters of one handbook or several, in an order, served as lessons."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from cms.core.indexing import searchable
from cms.core.linked_data import ld_script
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only
from cms.projects.models import Topic
from handbooks.api import PictureField

from . import lessons
from .api import LessonsField
from .linked_data import course_data
from .progress import learner_of, lesson_context


class CourseIndexPage(BasePage):
    """All courses."""

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    template = "courses/course_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["courses"] = CoursePage.objects.child_of(self).live().select_related("picture")
        return context


class CoursePage(RoutablePageMixin, BasePage):
    """A course; its lessons are chapters, served below the course's address."""

    summary = models.TextField(_("summary"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=255, blank=True)
    outcomes = models.TextField(
        _("what you will be able to do"), blank=True, help_text=_("One thing a line, beginning with a verb.")
    )
    certified_hours = models.PositiveSmallIntegerField(_("certified hours"), null=True, blank=True)
    check_questions = models.PositiveSmallIntegerField(
        _("questions of the course check"),
        default=10,
        validators=[MaxValueValidator(50)],
        help_text=_("Drawn from the questions of the lessons. 0: there is no course check."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("right answers needed, in percent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Whoever reaches it in the course check can get the certificate."),
    )
    attendance_needed = models.PositiveSmallIntegerField(
        _("attendance needed, in percent"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("Trainers can give the certificate to whoever was at so many of the sessions. 0: to nobody."),
    )
    picture = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    project = models.ForeignKey(
        "projects.ProjectPage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    handbook = models.ForeignKey(
        "handbooks.HandbookPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("made of the handbook"),
    )

    subpage_types: list[str] = []
    search_kind = "course"
    template = "courses/course_page.html"
    has_short_address = True
    has_poster = True

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("outcomes"),
        MultiFieldPanel(
            [
                FieldPanel("certified_hours"),
                FieldRowPanel([FieldPanel("check_questions"), FieldPanel("pass_mark")]),
                FieldPanel("attendance_needed"),
            ],
            heading=_("Certificate"),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        InlinePanel("lessons", label=_("Lesson"), heading=_("Lessons")),
        FieldPanel("topics"),
        PageChooserPanel("project"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "outcomes")]
    api_fields = [
        *map(APIField, ("translation_key", "summary", "for_whom", "outcome_list", "certified_hours")),
        APIField("picture", PictureField()),
        APIField("picture_alt"),
        APIField("lessons", LessonsField()),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("certified_hours", "check_questions", "pass_mark", "attendance_needed", "picture", "project"),
        *source_only("lessons", "topics"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @transaction.atomic
    def save(self, *args, **kwargs):
        # Rows are written one by one: where lessons exchange their chapters, the rows to change make room first.
        if self.pk and not kwargs.get("update_fields"):
            chapters = {lesson.pk: lesson.chapter_id for lesson in self.lessons.all()}
            rows = Lesson.objects.filter(course=self.pk, pk__in=chapters)
            rows.filter(pk__in=[row.pk for row in rows if row.chapter_id != chapters[row.pk]]).delete()
        return super().save(*args, **kwargs)

    @property
    def outcome_list(self) -> list[str]:
        """What people will be able to do, one thing an item."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]

    @property
    def preview_modes(self):
        """The course itself and each of its lessons."""
        plan = lessons.draft_plan_of(self)
        return [
            *self.DEFAULT_PREVIEW_MODES,
            *((lesson.slug, f"{lesson.number}. {lesson.title}") for lesson in plan.lessons),
        ]

    def serve_preview(self, request, mode_name):
        if not mode_name:
            return super().serve_preview(request, mode_name)
        request.is_preview = True
        return self.lesson(request, mode_name)

    def plan_for(self, request):
        """Return the course's plan: what is live for readers, what is being written for a preview."""
        preview = getattr(request, "is_preview", False)
        return lessons.draft_plan_of(self) if preview else lessons.plan_of(self)

    def address_of_part(self, chapter_key) -> str | None:
        """Return the address of the lesson made of a chapter, None if there is none in this language."""
        return next((lesson.address for lesson in lessons.plan_of(self).lessons if lesson.key == chapter_key), None)

    def versions_below(self, remaining):
        """Return the languages in which a lesson of this course exists, given its path below the course."""
        found = lessons.plan_of(self).find(remaining[0]) if len(remaining) == 1 else None
        return lessons.versions_of(self.translation_key, found.key) if found else []

    def get_route_paths(self):
        """The course and its lessons, so that all of them are redirected when the course is renamed or moved."""
        return ["/", *(f"/{lesson.slug}/" for lesson in lessons.plan_of(self).lessons)]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        plan = self.plan_for(request)
        return context | {"plan": plan, "funding": plan.funding}

    @path("")
    def overview(self, request):
        """The course itself."""
        topics, plan = lessons.topics_of(self), self.plan_for(request)
        data = ld_script(course_data(self, plan, topics))
        return self.render(request, context_overrides={"topics": topics, "data": data})

    @path("<slug:slug>/", name="lesson")
    def lesson(self, request, slug):
        """A chapter as a lesson of this course."""
        plan = self.plan_for(request)
        lesson = plan.find(slug)
        if lesson is None:
            raise Http404
        chapter = lessons.chapter_of(lesson)
        learner = None if getattr(request, "is_preview", False) else learner_of(request)
        context = lesson_context(request, self, lesson, chapter, learner, request.GET) | plan.around(lesson)
        context |= {"plan": plan, "funding": plan.funding or context["funding"]}
        context["versions"] = lessons.versions_of(self.translation_key, lesson.key)
        return self.render(request, template="courses/lesson.html", context_overrides=context)


class Lesson(Orderable):
    """A chapter's place in a course. Kept on the source page only; translations of the course read it there."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="lessons")
    chapter = models.ForeignKey("handbooks.ChapterPage", models.PROTECT, related_name="+", verbose_name=_("chapter"))

    panels = [PageChooserPanel("chapter")]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [models.UniqueConstraint(fields=["course", "chapter"], name="one_lesson_a_chapter")]

    def __str__(self) -> str:
        return str(self.chapter)
