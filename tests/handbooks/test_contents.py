"""The contents of a handbook: its live chapters, who stands beside whom."""

import pytest

from handbooks import contents
from tests.factories import ChapterPageFactory


@pytest.fixture
def chapters(handbook):
    return [ChapterPageFactory(parent=handbook, title=name, slug=name, summary=f"За {name}") for name in "abc"]


def test_entries_have_number_title_summary_address_and_minutes(handbook, chapters):
    book = contents.of_handbook(handbook.path)

    entry = book.chapters[1]
    assert (entry.number, entry.title, entry.summary) == (2, "b", "За b")
    assert entry.address == "/bg/handbooks/common-cases/b/"
    assert entry.minutes == chapters[1].reading_minutes
    assert (entry.pk, entry.key) == (chapters[1].pk, chapters[1].translation_key)


def test_a_chapter_finds_its_handbook_by_its_place_in_the_tree(handbook, chapters):
    assert contents.of_chapter(chapters[0].path) == contents.of_handbook(handbook.path)


def test_a_chapter_that_is_being_made_has_no_handbook_yet():
    assert contents.of_chapter("") is None
    assert contents.neighbours(None, 1) == {"here": None, "previous": None, "next": None}


@pytest.mark.parametrize(("position", "previous", "following"), [(0, None, "b"), (1, "a", "c"), (2, "b", None)])
def test_neighbours(handbook, chapters, position, previous, following):
    found = contents.neighbours(contents.of_handbook(handbook.path), chapters[position].pk)

    assert found["here"].pk == chapters[position].pk
    assert (found["previous"].title if found["previous"] else None) == previous
    assert (found["next"].title if found["next"] else None) == following


def test_a_draft_has_no_neighbours(handbook, chapters):
    draft = ChapterPageFactory(parent=handbook, slug="draft", live=False)

    found = contents.neighbours(contents.of_handbook(handbook.path), draft.pk)

    assert found == {"here": None, "previous": None, "next": None}


def test_contents_cost_nothing_when_they_were_read_before(handbook, chapters, django_assert_num_queries):
    contents.of_handbook(handbook.path)

    with django_assert_num_queries(0):
        contents.of_handbook(handbook.path)


def test_reading_contents_costs_the_same_for_few_and_for_many_chapters(
    handbook, chapters, django_assert_max_num_queries
):
    for number in range(10):
        ChapterPageFactory(parent=handbook, slug=f"further-{number}")

    with django_assert_max_num_queries(5):
        assert len(contents.of_handbook(handbook.path).chapters) == 13
