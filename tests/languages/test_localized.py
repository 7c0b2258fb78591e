"""Names and chosen pages are shown in the reader's language as far as they exist there."""

import pytest
from wagtail.models import Page

from cms.languages.localized import in_language, live_pages_in, source_of
from cms.projects.models import Organisation
from tests.factories import OrganisationFactory, StandardPageFactory
from tests.factories.translations import translate


@pytest.fixture
def organisation(db, locale):
    """An organisation with names in the given languages besides Bulgarian."""

    def make(name: str, **names: str) -> Organisation:
        source = OrganisationFactory(name=name)
        for code, translated in names.items():
            OrganisationFactory(
                name=translated, locale=locale(code.replace("_", "-")), translation_key=source.translation_key
            )
        return source

    return make


def names(rows, language) -> list[str]:
    return [row.name for row in in_language(rows, language)]


def test_the_readers_language_comes_first(organisation):
    rows = [organisation("Мария", en="Maria", en_simple="Maria easy")]

    assert names(rows, "en") == ["Maria"]
    assert names(rows, "en-simple") == ["Maria easy"]
    assert names(rows, "bg") == ["Мария"]


def test_then_the_other_level_of_the_language(organisation):
    assert names([organisation("Мария", en="Maria")], "en-simple") == ["Maria"]
    assert names([organisation("Мария", en_simple="Maria easy")], "en") == ["Maria easy"]


def test_then_the_name_as_it_was_chosen(organisation):
    assert names([organisation("Мария", en="Maria")], "uk") == ["Мария"]


def test_the_order_stays(organisation):
    rows = [organisation("В", en="C"), organisation("А"), organisation("Б", en="B")]

    assert names(rows, "en") == ["C", "А", "B"]


def test_any_number_of_rows_costs_one_query_and_none_costs_none(organisation, django_assert_num_queries):
    rows = [organisation(str(number), en=f"{number} en") for number in range(4)]

    with django_assert_num_queries(1):
        assert len(in_language(rows, "en")) == 4
    with django_assert_num_queries(0):
        assert in_language([], "en") == []


def test_chosen_pages_are_shown_in_exactly_the_readers_language(home, english_home, page):
    english = translate(page, "en")

    assert live_pages_in([page], "en") == [english]
    assert live_pages_in([english], "bg") == [page]
    assert live_pages_in([page], "uk") == []


def test_chosen_pages_keep_their_order_and_leave_out_what_is_not_live(home):
    pages = [StandardPageFactory(parent=home, slug=name) for name in ("c", "a", "b")]
    pages[1].unpublish()

    assert live_pages_in(pages, "bg") == [pages[0], pages[2]]


def test_chosen_pages_come_with_their_own_type(home, page):
    (found,) = live_pages_in([Page.objects.get(pk=page.pk)], "bg")

    assert found.body


def test_the_source_of_a_translation_is_the_page_in_the_original_language(home, english_home):
    assert source_of(english_home) == home
    assert source_of(home) == home


def test_a_page_without_an_original_is_its_own_source(home, english_home, committed):
    page = StandardPageFactory(parent=english_home, slug="only-english")

    assert source_of(page) == page
