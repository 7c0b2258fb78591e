"""Writing courses."""

from typing import Any

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from cms.languages.localized import source_of
from handbooks.models import ChapterPage, HandbookPage

from .models import CourseIndexPage, CoursePage, Lesson


class NoCourseIndex(Exception):
    """There is no list of courses in the handbook's language to put a course under."""


def course_of(handbook: HandbookPage) -> CoursePage | None:
    """Return the course that was made of a handbook, None if there is none yet."""
    source = source_of(handbook)
    return CoursePage.objects.filter(handbook=source, locale=source.locale).first()


def index_for(handbook: HandbookPage) -> CourseIndexPage | None:
    """Return the list of courses that a handbook's course belongs under, None if there is none in its language."""
    return CourseIndexPage.objects.filter(locale=source_of(handbook).locale).first()


def may_make_course(*, handbook: HandbookPage, user: Any) -> bool:
    """Return whether somebody has the rights on the pages that `make_course` writes."""
    course, index = course_of(handbook), index_for(handbook)
    if course is not None:
        return course.permissions_for_user(user).can_edit()
    return index is None or index.permissions_for_user(user).can_add_subpage()


@transaction.atomic
def make_course(*, handbook: HandbookPage, user: Any = None) -> tuple[CoursePage, int]:
    """Make a course of a handbook, or add to the one made before the chapters that are new.

    Return it and how many lessons were added. The order that an editor gave the lessons stays; new ones come last. The
    result is a draft revision for the editor to look at: a live course shows the new lessons once it is published.
    Raises NoCourseIndex.
    """
    source = source_of(handbook)
    course = course_of(handbook)
    if course is None:
        index = index_for(handbook)
        if index is None:
            raise NoCourseIndex
        course = CoursePage(
            title=source.title,
            slug=_free_slug(index, source.slug),
            locale=source.locale,
            summary=source.summary,
            for_whom=source.audience,
            picture=source.cover,
            picture_alt=source.cover_alt,
            project=source.project,
            handbook=source,
            live=False,
        )
        index.add_child(instance=course)
    draft = course.get_latest_revision_as_object() if course.latest_revision_id else course
    known = {lesson.chapter_id for lesson in draft.lessons.all()}
    new = [chapter for chapter in ChapterPage.objects.child_of(source).order_by("path") if chapter.pk not in known]
    last = max((lesson.sort_order or 0 for lesson in draft.lessons.all()), default=-1)
    for position, chapter in enumerate(new, last + 1):
        draft.lessons.add(Lesson(chapter=chapter, sort_order=position))
    if new:
        draft.save_revision(user=user, log_action=True)
    return course, len(new)


def _free_slug(parent: Any, wanted: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


@transaction.atomic
def redirect_renamed_lessons(*, chapter: Any, old_slug: str) -> None:
    """Let the lessons' old addresses lead to the new ones after their chapter was renamed."""
    locale: Locale = chapter.locale
    sources = Lesson.objects.filter(chapter__translation_key=chapter.translation_key).values("course__translation_key")
    for course in CoursePage.objects.filter(translation_key__in=sources, locale=locale):
        old_path = Redirect.normalise_path(f"{course.url}{old_slug}/")
        Redirect.objects.update_or_create(
            old_path=old_path,
            site=course.get_site(),
            defaults={"redirect_page": course, "redirect_page_route_path": f"/{chapter.slug}/", "is_permanent": True},
        )
