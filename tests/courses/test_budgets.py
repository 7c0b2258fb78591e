"""What lessons and chapters cost: SQL queries with Django's cache warm and the page itself not kept."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from courses.models import Lesson
from handbooks.models import ChapterPage
from tests.factories import (
    CoursePageFactory,
    FundingProgrammeFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
    case,
    choice_question,
    picture,
    recording,
    rich,
    stream,
)
from tests.factories.bodies import items
from tests.factories.libraries import Library, library

BUDGET = 12
CHAPTER = "handbooks/guide/first/"
LESSON = "courses/course/first/"


def queries(client, address: str) -> int:
    """Return how many queries a page costs that isn't kept, everything else that is cached being warm."""
    cache.clear()
    # A query string passes by the page cache and leaves the rest as it is.
    assert client.get(f"{address}?warm").status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?again").status_code == 200
    return len(captured)


def cost(client, code: str = "bg") -> dict[str, int]:
    return {path: queries(client, f"/{code}/{path}") for path in (CHAPTER, LESSON)}


def more_chapters(books: Library, numbers: range) -> None:
    """Add live chapters and their lessons without the editor's history, which takes long."""
    for number in numbers:
        chapter = ChapterPage(title=f"Глава {number}", slug=f"more-{number}", live=True, body=stream(rich("Текст")))
        chapter.locale = books.handbook.locale
        books.handbook.add_child(instance=chapter)
        Lesson.objects.create(course=books.course, chapter=chapter, sort_order=100 + number)


def in_language(books: Library, code: str) -> None:
    """Put a library into a language without its texts being translated."""
    locale = Locale.objects.get(language_code=code)
    home = books.handbooks.get_parent().specific
    for page in (home, books.handbooks, books.handbook, *books.chapters, books.courses, books.course):
        copy = page.copy_for_translation(locale)
        copy.live = True
        copy.save()


def illustrated(pictures: int) -> str:
    """Return a body with pictures in every kind of place that has one, several times over."""
    images = [picture(f"{number}.png", (40, 30)).pk for number in range(pictures)]

    def one(number: int) -> dict:
        return {"picture": images[number % pictures] if pictures else None, "picture_alt": "Картина"}

    blocks = []
    for round_ in range(3):
        question, way = choice_question(f"Въпрос {round_}"), case({1: [2, 3]}, (2, 3), title=f"Случай {round_}")
        for number, option in enumerate(question[1]["options"]):
            option["value"].update(one(number))
        for number, node in enumerate(way[1]["nodes"]):
            node["value"].update(one(number + round_))
        blocks += [
            ("heading", {"text": "Заглавие", "level": "2", **one(round_)}),
            ("steps", {"items": items(f"steps-{round_}", [{"text": "<p>Стъпка.</p>", **one(n)} for n in range(3)])}),
            (question[0], question[1] | one(round_)),
            (way[0], way[1] | one(round_)),
            ("open_question", {"text": "Защо?", "help": "", **one(round_)}),
        ]
        if pictures:
            blocks.append(("picture", {**one(round_), "caption": ""}))
    return stream(*blocks)


@pytest.fixture
def books(home):
    return library(home)


def test_a_chapter_and_a_lesson_stay_within_the_budget(client, books):
    assert max(cost(client).values()) <= BUDGET


def test_fifty_chapters_cost_no_more_than_five(client, books):
    more_chapters(books, range(3))
    five = cost(client)
    more_chapters(books, range(3, 48))

    assert cost(client) == five


def test_ten_languages_cost_no_more_than_one(client, books, settings):
    one = cost(client)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("ro", "Română"), ("fa", "فارسی")]
    Locale.objects.bulk_create([Locale(language_code="ro"), Locale(language_code="fa")])
    assert len(settings.LANGUAGES) == 10
    for code, _name in settings.LANGUAGES:
        if code != "bg":
            in_language(books, code)

    assert cost(client) == one


@pytest.mark.parametrize("code", ["en", "ar-simple"])
def test_a_translation_stays_within_the_budget(client, books, code):
    in_language(books, code)

    assert max(cost(client, code).values()) <= BUDGET


def test_many_pictures_cost_no_more_than_none(client, home):
    books = library(home, body=illustrated(pictures=0))
    none = cost(client)
    books.chapters[0].body = illustrated(pictures=6)
    books.chapters[0].save_revision().publish()

    assert cost(client) == none


def test_pages_deep_in_the_tree_cost_no_more(client, home):
    library(home)
    shallow = cost(client)
    page = home
    for name in "abcdef":
        page = StandardPageFactory(parent=page, slug=name)
    library(page)

    assert {path: queries(client, f"/bg/a/b/c/d/e/f/{path}") for path in (CHAPTER, LESSON)} == shallow


def test_a_chapter_in_many_courses_costs_no_more(client, books):
    one = cost(client)
    for number in range(5):
        CoursePageFactory(parent=books.courses, slug=f"course-{number}", chapters=books.chapters)

    assert cost(client) == one


def test_a_course_that_is_being_edited_costs_no_more(client, books):
    before = cost(client)
    books.course.title = "Чернова"
    books.course.save_revision()

    assert cost(client) == before


def test_everything_at_once_in_easy_language_stays_within_the_budget(client, home, committed):
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home), programme=FundingProgrammeFactory())
    target = StandardPageFactory(parent=home, slug="target")
    body = stream(
        rich(f'<a linktype="page" id="{target.pk}">Връзка</a>'),
        ("footnote", {"text": "<p>Източник.</p>"}),
        ("recording", {"title": "Запис", "media": recording().pk, "transcript": "<p>Текст.</p>"}),
        ("picture", {"picture": picture("a.png", (40, 30)).pk, "picture_alt": "Картина", "caption": ""}),
    )
    books = library(home, body=body, picture=picture("chapter.png", (40, 30)), picture_alt="Глава")
    for page in (books.handbook, books.course):
        page.project = project
        page.save_revision().publish()
    with committed():
        in_language(books, "bg-simple")

    assert max(cost(client, "bg-simple").values()) <= BUDGET
