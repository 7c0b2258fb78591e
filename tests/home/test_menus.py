"""The menus are taken from the page tree, in each language from its own."""

import pytest

from home.menus import menus_of
from tests.factories import StandardPageFactory
from tests.factories.translations import translate


@pytest.fixture
def pages(home):
    return {
        "help": StandardPageFactory(parent=home, title="Помощ", slug="help", show_in_menus=True),
        "about": StandardPageFactory(parent=home, title="За нас", slug="about", show_in_menus=True),
        "imprint": StandardPageFactory(parent=home, title="Импресум", slug="imprint", in_footer=True),
        "plain": StandardPageFactory(parent=home, title="Обикновена", slug="plain"),
    }


def test_the_main_menu_has_the_pages_marked_for_it_in_the_trees_order(pages):
    assert [(item.title, item.address) for item in menus_of("bg").main] == [
        ("Помощ", "/bg/help/"),
        ("За нас", "/bg/about/"),
    ]


def test_the_foot_has_the_pages_marked_for_it(pages):
    assert [item.title for item in menus_of("bg").footer] == ["Импресум"]


def test_drafts_and_pages_further_down_are_in_no_menu(pages):
    pages["about"].unpublish()
    StandardPageFactory(parent=pages["help"], title="По-долу", show_in_menus=True, in_footer=True)

    assert [item.title for item in menus_of("bg").main] == ["Помощ"]
    assert [item.title for item in menus_of("bg").footer] == ["Импресум"]


def test_each_language_has_the_menu_of_its_own_pages(home, pages):
    translate(home, "en")
    translate(pages["about"], "en")

    assert [(item.title, item.address) for item in menus_of("en").main] == [("[en] За нас", "/en/about/")]
    assert menus_of("en").home == "/en/"


@pytest.mark.parametrize("state", ["missing", "unpublished"])
def test_a_language_without_a_live_home_page_has_empty_menus(home, pages, state):
    if state == "unpublished":
        english = translate(home, "en")
        translate(pages["about"], "en")
        english.unpublish()

    assert menus_of("en") == ([], [], "")


def test_menus_cost_nothing_when_they_were_read_before(pages, django_assert_num_queries):
    menus_of("bg")

    with django_assert_num_queries(0):
        menus_of("bg")


def test_the_page_one_is_on_is_marked(client, pages):
    html = client.get("/bg/help/").content.decode()

    assert '<a href="/bg/help/" aria-current="page">' in html
    assert '<a href="/bg/about/" aria-current="page">' not in html


def test_every_page_has_the_menus_and_a_way_to_all_languages(client, pages):
    for address in ("/bg/", "/bg/plain/", "/bg/search/", "/bg/nothing/"):
        html = client.get(address).content.decode()
        assert 'href="/bg/about/"' in html
        assert 'href="/bg/imprint/"' in html
        assert '<a href="/">' in html
