"""A lesson is a chapter in a course: read from the source course in every language, where its chapter is live."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.core.routing.services import short_code
from courses import lessons
from courses.models import CoursePage, Lesson
from tests.factories import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    CoursePageFactory,
    FundingProgrammeFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
    case,
    choice_question,
    rich,
    stream,
)
from tests.factories.libraries import library, library_in
from tests.factories.translations import translate


def plan(course) -> lessons.Plan:
    return lessons.plan_of(CoursePage.objects.get(pk=course.pk))


def slugs(course) -> list[str]:
    return [lesson.slug for lesson in plan(course).lessons]


# Which lessons there are


def test_the_lessons_are_the_chapters_in_the_courses_order_not_the_handbooks(home):
    books = library(home, "a", "b", "c")
    course = CoursePageFactory(parent=books.courses, chapters=[books.chapters[i] for i in (2, 0, 1)])

    assert slugs(course) == ["c", "a", "b"]
    assert [lesson.number for lesson in plan(course).lessons] == [1, 2, 3]


def test_a_course_may_take_chapters_from_several_handbooks(books, home):
    other = HandbookPageFactory(parent=books.handbooks, slug="other")
    chapter = ChapterPageFactory(parent=other, slug="third")

    course = CoursePageFactory(parent=books.courses, chapters=[books.chapters[0], chapter])

    assert slugs(course) == ["first", "third"]


def test_a_chapter_that_is_not_live_is_no_lesson(books):
    books.chapters[0].unpublish()

    assert slugs(books.course) == ["second"]
    assert [lesson.number for lesson in plan(books.course).lessons] == [1]


@pytest.mark.parametrize("which", ["chapter", "handbook"])
def test_a_private_chapter_is_no_lesson(client, books, which):
    """The lesson would show everybody what the chapter's page shows only to some."""
    page = books.chapters[0] if which == "chapter" else books.handbook
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/bg/courses/course/first/").status_code == 404
    assert "first" not in slugs(books.course)


def test_two_chapters_with_the_same_slug_have_two_addresses(client, books):
    other = HandbookPageFactory(parent=books.handbooks, slug="other")
    same = ChapterPageFactory(parent=other, title="Другата", slug="first")
    CoursePageFactory(parent=books.courses, slug="both", chapters=[*books.chapters, same])

    assert client.get("/bg/courses/both/first/").context["chapter"] == books.chapters[0]
    assert client.get("/bg/courses/both/first-3/").context["chapter"] == same


def test_an_address_that_another_chapter_has_already_is_not_given_twice(books):
    third = ChapterPageFactory(parent=books.handbook, slug="first-3")
    other = HandbookPageFactory(parent=books.handbooks, slug="other")
    same = ChapterPageFactory(parent=other, slug="first")
    course = CoursePageFactory(parent=books.courses, chapters=[books.chapters[0], third, same])

    assert len(set(slugs(course))) == 3


def test_a_chapter_chosen_in_two_languages_is_one_lesson(books):
    english = library_in("en", books)
    Lesson.objects.create(course=books.course, chapter=english.chapters[0], sort_order=9)

    assert slugs(books.course) == ["first", "second"]


def test_minutes_and_exercises_are_counted(home):
    body = stream(rich("дума " * 300), choice_question("А?"), choice_question("Б?"), case({1: [2]}, (2,)))
    books = library(home, "a", "b", body=body)

    first = plan(books.course).lessons[0]

    assert (first.questions, first.cases) == (2, 1)
    assert first.minutes == books.chapters[0].reading_minutes > 1
    assert plan(books.course).minutes == 2 * first.minutes


def test_a_course_without_lessons_has_an_empty_plan(books):
    course = CoursePageFactory(parent=books.courses)

    assert plan(course).lessons == []
    assert plan(course).minutes == 0


def test_a_plan_costs_nothing_when_it_was_read_before(books, django_assert_num_queries):
    course = CoursePage.objects.get(pk=books.course.pk)
    lessons.plan_of(course)

    with django_assert_num_queries(0):
        lessons.plan_of(course)


def test_reading_a_plan_costs_the_same_for_few_and_for_many_lessons(home):
    def cost(names: str, slug: str) -> int:
        index = HandbookIndexPageFactory(parent=StandardPageFactory(parent=home), slug="h")
        handbook = HandbookPageFactory(parent=index)
        chapters = [ChapterPageFactory(parent=handbook, slug=name) for name in names]
        made = CoursePageFactory(parent=CourseIndexPageFactory(parent=index.get_parent()), slug=slug, chapters=chapters)
        course = CoursePage.objects.get(pk=made.pk)
        with CaptureQueriesContext(connection) as captured:
            assert len(lessons.draft_plan_of(course).lessons) == len(names)
        return len(captured)

    cost("xy", "warm")
    assert cost("ab", "two") == cost("abcdef", "six")


# Languages


def test_a_translated_course_reads_its_lessons_from_the_source_course(books):
    english = library_in("en", books)

    assert not Lesson.objects.filter(course=english.course).exists()
    assert slugs(english.course) == ["first", "second"]
    assert [lesson.title for lesson in plan(english.course).lessons] == ["[en] First", "[en] Second"]
    assert [lesson.address for lesson in plan(english.course).lessons] == [
        "/en/courses/course/first/",
        "/en/courses/course/second/",
    ]


def test_a_lesson_exists_in_a_language_where_its_chapter_is_live(client, books):
    english = library_in("en", books, "second")

    assert slugs(english.course) == ["second"]
    assert client.get("/en/courses/course/second/").status_code == 200
    assert client.get("/en/courses/course/first/").status_code == 404


def test_a_new_order_of_the_source_course_is_the_order_in_every_language(books, committed):
    english = library_in("en", books)

    with committed():
        first, second = books.course.lessons.all()
        first.sort_order, second.sort_order = 1, 0
        books.course.lessons = [second, first]
        books.course.save_revision().publish()

    assert slugs(books.course) == slugs(english.course) == ["second", "first"]


def test_easy_language_has_lessons_of_easy_chapters(books):
    easy = library_in("bg-simple", books, "first")

    assert [lesson.title for lesson in plan(easy.course).lessons] == ["[bg-simple] First"]


def test_the_versions_of_a_lesson_are_where_course_and_chapter_are_live(books):
    library_in("en", books)
    library_in("uk", books, "second")

    first, second = (lessons.versions_of(books.course.translation_key, c.translation_key) for c in books.chapters)

    assert [version.language for version in first] == ["bg", "en"]
    assert [version.language for version in second] == ["bg", "en", "uk"]


def test_a_lesson_is_nowhere_in_a_language_in_which_the_course_is_a_draft(books, committed):
    english = library_in("en", books)

    with committed():
        english.course.unpublish()

    versions = lessons.versions_of(books.course.translation_key, books.chapters[0].translation_key)
    assert [version.language for version in versions] == ["bg"]


def test_a_translation_survives_its_source_course_being_taken_offline(client, books, committed):
    library_in("en", books)

    with committed():
        books.course.unpublish()

    assert client.get("/en/courses/course/first/").status_code == 200


# The page


def test_a_lesson_shows_the_chapters_text_under_the_courses_name(client, books):
    html = client.get("/bg/courses/course/first/").content.decode()

    assert "Текст на first." in html
    assert "<h1>First</h1>" in html
    assert '<a href="/bg/courses/course/">Курс</a>' in html


def test_previous_and_next_follow_the_course(client, books):
    first = client.get("/bg/courses/course/first/").content.decode()
    second = client.get("/bg/courses/course/second/").content.decode()

    assert 'rel="prev"' not in first
    assert 'rel="next" href="/bg/courses/course/second/"' in first
    assert 'rel="prev" href="/bg/courses/course/first/"' in second
    assert 'rel="next"' not in second


def test_a_lesson_shows_where_in_the_course_it_stands(client, books):
    html = client.get("/bg/courses/course/second/").content.decode()

    assert html.count('aria-current="step"') == 1
    assert 'href="/bg/courses/course/second/" aria-current="step"' in html


def test_a_lesson_shows_the_funding_of_its_course_else_of_its_handbook(client, home):
    books = library(home)
    projects = ProjectIndexPageFactory(parent=home)
    ours, theirs = (
        ProjectPageFactory(parent=projects, programme=FundingProgrammeFactory(compact=text))
        for text in ("Пари за курса.", "Пари за наръчника.")
    )
    books.handbook.project = theirs
    books.handbook.save_revision().publish()
    assert "Пари за наръчника." in client.get("/bg/courses/course/first/?1").content.decode()

    books.course.project = ours
    books.course.save_revision().publish()
    cache.clear()
    html = client.get("/bg/courses/course/first/?2").content.decode()
    assert "Пари за курса." in html
    assert "Пари за наръчника." not in html


def test_a_lesson_shows_its_own_short_address(client, books):
    course, chapter = (short_code(page.translation_key) for page in (books.course, books.chapters[0]))

    assert f'href="/bg/go/{course}/{chapter}/"' in client.get("/bg/courses/course/first/").content.decode()


@pytest.mark.parametrize("path", ["nothing/", "first/second/", "first-1/", "FIRST/"])
def test_an_address_below_a_course_that_is_no_lesson_is_not_found(client, books, path):
    assert client.get(f"/bg/courses/course/{path}").status_code == 404


def test_a_translation_of_a_chapter_is_a_lesson_from_the_day_it_is_live(client, books, committed):
    library_in("en", books, "first")
    assert client.get("/en/courses/course/second/").status_code == 404

    with committed():
        translate(Page.objects.get(pk=books.chapters[1].pk).specific, "en")

    assert client.get("/en/courses/course/second/").status_code == 200
