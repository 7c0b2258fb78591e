"""What stands in the way of publishing a page."""

import pytest
from wagtail.fields import StreamField

from cms.core.checks import PICTURES, draft_problems, page_problems
from cms.core.pages import BasePage
from cms.images.models import CustomImage
from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    StandardPageFactory,
    case,
    choice_question,
    picture,
    rich,
    stream,
)

FINE = stream(rich("Read."), choice_question())
FAULTY = stream(rich("Read."), choice_question(rights=(False, False)), case({1: [2, 9]}, endings=(2,)))
PLACES = [("body", 1, "options"), ("body", 2, "nodes", 0, "choices", 1, "goes_to")]


@pytest.fixture
def handbook(home):
    return HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))


def test_a_page_that_may_be_published_has_no_problems(handbook):
    assert page_problems(ChapterPageFactory(parent=handbook, body=FINE)) == []


def test_every_problem_names_its_place_and_says_what_to_do(handbook):
    problems = page_problems(ChapterPageFactory(parent=handbook, body=FAULTY))

    assert [problem.path for problem in problems] == PLACES
    assert all(problem.message for problem in problems)


def test_missing_texts_and_too_few_answers_are_problems_too(handbook):
    chapter = ChapterPageFactory(parent=handbook, body=stream(choice_question(text="", rights=(True,))))

    assert {problem.path for problem in page_problems(chapter)} == {("body", 0, "text"), ("body", 0, "options")}


@pytest.mark.parametrize(("alt", "places"), [("", [("picture_alt",)]), (" ", [("picture_alt",)]), ("A school", [])])
def test_a_pages_own_picture_must_be_described(handbook, alt, places):
    chapter = ChapterPageFactory(parent=handbook, picture=picture(), picture_alt=alt)

    assert [problem.path for problem in page_problems(chapter)] == places


def test_the_cover_of_a_handbook_must_be_described(handbook):
    handbook.cover = picture()

    assert [problem.path for problem in page_problems(handbook)] == [("cover_alt",)]


def test_an_empty_page_has_no_problems(home):
    assert StandardPageFactory(parent=home).problems() == []


def test_a_page_without_a_body_has_no_problems(handbook):
    assert handbook.problems() == []


def test_what_counts_for_a_page_is_what_was_written_last(handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FINE)
    chapter.body = FAULTY
    chapter.save_revision()
    chapter.refresh_from_db()

    assert page_problems(chapter) == []
    assert [problem.path for problem in draft_problems(chapter)] == PLACES
    assert [problem.path for problem in draft_problems(chapter.page_ptr)] == PLACES


def test_a_page_that_was_mended_in_a_draft_has_no_problems(handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)
    chapter.body = FINE
    chapter.save_revision()

    assert draft_problems(chapter) == []


def test_pages_of_other_types_have_none(home):
    assert draft_problems(home.get_parent()) == []


def test_looking_for_problems_changes_nothing(handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)

    before = chapter.body.get_prep_value()
    page_problems(chapter)

    assert chapter.body.get_prep_value() == before


@pytest.mark.parametrize("model", BasePage.__subclasses__(), ids=lambda model: model.__name__)
def test_every_picture_of_every_page_type_is_looked_at(model):
    pictures = {field.name for field in model._meta.local_fields if field.related_model is CustomImage}

    assert pictures <= set(PICTURES)
    for name in pictures:
        assert model._meta.get_field(f"{name}_alt")


@pytest.mark.parametrize("model", BasePage.__subclasses__(), ids=lambda model: model.__name__)
def test_every_stream_of_every_page_type_is_looked_through(model):
    streams = {field.name for field in model._meta.get_fields() if isinstance(field, StreamField)}

    assert streams == set(model.body_fields)
