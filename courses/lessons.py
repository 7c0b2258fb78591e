"""The plan of a course in one language: which chapters are its lessons there, and where they lead.

A lesson exists in a language when its chapter is live there. Nothing is copied: the rows stand on the source course,
the text in the chapter.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps

from cms.core.cache import cached
from cms.core.exercises.walk import walk_exercises
from cms.languages.localized import in_language, source_of
from cms.languages.rules import codes, own_name
from cms.languages.versions import Version
from cms.projects.funding import Funding, funding_of


class PlannedLesson(NamedTuple):
    """A lesson in one language: its chapter, its place, its address."""

    key: UUID
    chapter_pk: int
    number: int
    slug: str
    title: str
    summary: str
    address: str
    minutes: int
    questions: int
    cases: int


class CheckRule(NamedTuple):
    """What a course check asks: how many of the lessons' choice questions, and how many percent must be right."""

    course_key: UUID
    questions: int
    pass_mark: int


class Plan(NamedTuple):
    """A course's lessons in one language, and its course check (None without one)."""

    title: str
    address: str
    lessons: list[PlannedLesson]
    funding: Funding | None
    check: CheckRule | None

    @property
    def minutes(self) -> int:
        """Minutes to read all lessons."""
        return sum(lesson.minutes for lesson in self.lessons)

    def find(self, slug: str) -> PlannedLesson | None:
        """Return the lesson at an address below the course."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def around(self, lesson: PlannedLesson) -> dict[str, PlannedLesson | None]:
        """Return the lesson (`lesson`), the one before (`previous`) and after it (`next`)."""
        index = lesson.number - 1
        return {
            "lesson": lesson,
            "previous": self.lessons[index - 1] if index else None,
            "next": self.lessons[index + 1] if index + 1 < len(self.lessons) else None,
        }


def plan_of(course: Any) -> Plan:
    """Return the plan of a course page as readers see it. Cached."""
    return cached(f"plan:{course.pk}", lambda: draft_plan_of(course))


def draft_plan_of(course: Any) -> Plan:
    """Return the plan of a course page as it stands in memory, for previews."""
    chapters = apps.get_model("handbooks", "ChapterPage").objects
    source = source_of(course)
    language = course.locale.language_code
    rows = source.lessons.select_related("chapter").order_by("sort_order") if source.pk else []
    # A chapter chosen in two languages is one lesson.
    keys = list(dict.fromkeys(row.chapter.translation_key for row in rows))
    # A lesson shows its chapter's whole text, so a private chapter is none.
    open_to_all = chapters.live().public().filter(translation_key__in=keys, locale=course.locale)
    live = {page.translation_key: page for page in open_to_all}
    base = course.url or ""
    planned: list[PlannedLesson] = []
    taken: set[str] = set()
    choices = 0
    for key in keys:
        if key not in live:
            continue
        page = live[key]
        number = len(planned) + 1
        # Chapters of two handbooks may have the same slug; the later one gets its number.
        slug, further = page.slug, number
        while slug in taken:
            slug, further = f"{page.slug}-{further}", further + 1
        taken.add(slug)
        counts = [exercise.kind for exercise in walk_exercises(page.body)]
        choices += counts.count("choice_question")
        planned.append(
            PlannedLesson(
                key,
                page.pk,
                number,
                slug,
                page.title,
                page.summary,
                f"{base}{slug}/",
                page.reading_minutes,
                len(counts) - counts.count("case"),
                counts.count("case"),
            )
        )
    project = source.project
    funding = funding_of(project.translation_key if project else None, language)
    asked = min(source.check_questions, choices)
    check = CheckRule(course.translation_key, asked, source.pass_mark) if asked else None
    return Plan(course.title, base, planned, funding, check)


def chapter_of(lesson: PlannedLesson) -> Any:
    """Return the chapter page of a lesson (one query)."""
    return (
        apps.get_model("handbooks", "ChapterPage").objects.select_related("locale", "picture").get(pk=lesson.chapter_pk)
    )


def versions_of(course_key: UUID, chapter_key: UUID) -> list[Version]:
    """Return the languages in which a lesson exists: where both the course and the chapter are live. Cached."""

    def find() -> list[Version]:
        order = codes()
        pages = (
            apps.get_model("courses", "CoursePage")
            .objects.live()
            .filter(translation_key=course_key)
            .select_related("locale")
        )
        found = []
        for page in sorted(
            (p for p in pages if p.locale.language_code in order), key=lambda p: order.index(p.locale.language_code)
        ):
            lesson = next((lesson for lesson in plan_of(page).lessons if lesson.key == chapter_key), None)
            if lesson:
                code = page.locale.language_code
                found.append(Version(code, own_name(code), lesson.address, lesson.title))
        return found

    return cached(f"lesson-versions:{course_key}:{chapter_key}", find)


def topics_of(course: Any) -> list[Any]:
    """Return a course's topics in its language."""
    return in_language(source_of(course).topics.all(), course.locale.language_code)
