"""A handbook with chapters and its course: what most pages and addresses are about."""

from typing import Any, NamedTuple

from wagtail.models import Page

from courses.models import CourseIndexPage, CoursePage
from handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage

from .bodies import rich, stream
from .pages import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    CoursePageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
)
from .translations import translate


class Library(NamedTuple):
    """`/<language>/handbooks/guide/` with its chapters, and `/<language>/courses/course/` made of them."""

    handbooks: HandbookIndexPage
    handbook: HandbookPage
    chapters: list[ChapterPage]
    courses: CourseIndexPage
    course: CoursePage


def library(home: Page, *slugs: str, body: str | None = None, **fields: Any) -> Library:
    """Return a live handbook and the course of its chapters.

    There is a chapter for each slug, `first` and `second` if none is named, with the slug as its title; `fields` are
    the chapters'.
    """
    handbooks = HandbookIndexPageFactory(parent=home, title="Наръчници", slug="handbooks")
    handbook = HandbookPageFactory(parent=handbooks, title="Наръчник", slug="guide")
    chapters = [
        ChapterPageFactory(
            parent=handbook,
            **{"title": slug.title(), "slug": slug, "body": body or stream(rich(f"Текст на {slug}.")), **fields},
        )
        for slug in slugs or ("first", "second")
    ]
    courses = CourseIndexPageFactory(parent=home, title="Курсове", slug="courses")
    course = CoursePageFactory(parent=courses, title="Курс", slug="course", chapters=chapters)
    return Library(handbooks, handbook, chapters, courses, course)


def library_in(code: str, source: Library, *slugs: str) -> Library:
    """Return a library's translation, everything live; with `slugs` only these chapters are translated."""
    home = source.handbooks.get_parent().specific
    if not Page.objects.filter(translation_key=home.translation_key, locale__language_code=code).exists():
        translate(home, code)
    handbooks = translate(source.handbooks, code)
    handbook = translate(source.handbook, code)
    chapters = [translate(chapter, code) for chapter in source.chapters if not slugs or chapter.slug in slugs]
    courses = translate(source.courses, code)
    return Library(handbooks, handbook, chapters, courses, translate(source.course, code))
