"""The organisation's own pages as readers see them."""

from datetime import date, timedelta

import pytest
from wagtail.models import Page

from home.models import HomePage, NewsIndexPage, StandardPage
from tests.factories import (
    HandbookIndexPageFactory,
    HandbookPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    StandardPageFactory,
    picture,
    rich,
    stream,
)
from tests.factories.bodies import items
from tests.factories.translations import translate


@pytest.fixture
def main_of(client):
    def get(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]

    return get


@pytest.fixture
def show(home, committed):
    """Publish the home page with these blocks."""

    def publish(*blocks) -> None:
        with committed():
            home.body = stream(*blocks)
            home.save_revision().publish()

    return publish


def hero(link=None, **fields) -> tuple[str, dict]:
    value = {"heading": "Малък мост", "text": "Първи стъпки.", "link": link.pk if link else None, "link_text": "Начало"}
    return "hero", value | {"picture": None, "picture_alt": ""} | fields


def cards(*pages) -> tuple[str, dict]:
    return "cards", {"heading": "Наръчници", "pages": items("cards", [page.pk for page in pages])}


# Home


def test_the_opening_has_the_pages_only_first_heading(main_of, home, show):
    show(hero())

    html = main_of("/bg/")

    assert html.count("<h1") == 1
    assert "<h1>Малък мост</h1>" in html


def test_without_an_opening_the_title_is_the_first_heading(main_of, home, show):
    show(rich("Текст."))

    assert "<h1>Mostik</h1>" in main_of("/bg/")


def test_cards_and_the_button_lead_to_live_pages_only(main_of, home, show):
    handbooks = HandbookIndexPageFactory(parent=home, slug="handbooks")
    live = HandbookPageFactory(
        parent=handbooks, title="Жив", slug="live", cover=picture("a.png", (40, 30)), cover_alt="Мост"
    )
    draft = HandbookPageFactory(parent=handbooks, title="Чернова", slug="draft", live=False)
    show(hero(link=draft), cards(live, draft))

    html = main_of("/bg/")

    assert 'href="/bg/handbooks/live/"' in html
    assert 'alt="Мост"' in html
    assert "Чернова" not in html
    assert "Начало" not in html


def test_in_another_language_cards_and_button_lead_to_that_languages_pages(main_of, home, show):
    about = StandardPageFactory(parent=home, title="За нас", slug="about")
    only = StandardPageFactory(parent=home, title="Само тук", slug="only")
    show(hero(link=about), cards(about, only))
    translate(home, "en")
    translate(about, "en")

    html = main_of("/en/")

    assert html.count('href="/en/about/"') == 2
    assert "/bg/" not in html
    assert "Само тук" not in html


def test_a_chosen_page_that_was_deleted_leaves_no_hole(main_of, home, show):
    about = StandardPageFactory(parent=home, slug="about")
    show(hero(link=about), cards(about))
    about.delete()

    assert "Малък мост" in main_of("/bg/")


def test_the_home_page_shows_the_newest_news_as_many_as_wanted(main_of, home, show):
    index = NewsIndexPageFactory(parent=home, slug="news")
    for day in range(1, 5):
        NewsPageFactory(parent=index, title=f"Новина {day}", date=date(2026, 3, day))
    NewsPageFactory(parent=index, title="Чернова", date=date(2026, 3, 20), live=False)
    show(("news", {"heading": "Новини", "count": 2}))

    html = main_of("/bg/")

    assert html.index("Новина 4") < html.index("Новина 3")
    assert "Новина 2" not in html
    assert "Чернова" not in html


def test_news_are_those_of_the_readers_language(main_of, home, show):
    index = NewsIndexPageFactory(parent=home, slug="news")
    NewsPageFactory(parent=index, title="Новина")
    show(("news", {"heading": "Новини", "count": 2}))
    translate(home, "en")

    assert "Новина" not in main_of("/en/")


def test_an_empty_home_page_has_a_page(main_of, home):
    assert "Mostik" in main_of("/bg/")


# News


@pytest.fixture
def news(home, monkeypatch):
    """Seven pieces of news, one a day and three a page; the newest is number 7."""
    monkeypatch.setattr(NewsIndexPage, "PER_PAGE", 3)
    index = NewsIndexPageFactory(parent=home, title="Новини", slug="news")
    for number in range(1, 8):
        NewsPageFactory(
            parent=index, title=f"Новина №{number}.", slug=f"n{number}", date=date(2026, 1, 1) + timedelta(days=number)
        )
    return index


def numbers(html: str) -> list[int]:
    return [int(part.split(".")[0]) for part in html.split("Новина №")[1:]]


def test_news_come_in_pages_the_newest_first(main_of, news):
    assert numbers(main_of("/bg/news/")) == [7, 6, 5]
    assert numbers(main_of("/bg/news/?page=2")) == [4, 3, 2]
    assert numbers(main_of("/bg/news/?page=3")) == [1]


def test_a_page_number_that_means_nothing_shows_some_news(main_of, news):
    found = {page: numbers(main_of(f"/bg/news/?page={page}")) for page in ("99", "0", "-1", "abc", "")}

    assert found == {"99": [1], "0": [1], "-1": [1], "abc": [7, 6, 5], "": [7, 6, 5]}


def test_the_pages_of_news_lead_to_each_other(main_of, news):
    middle = main_of("/bg/news/?page=2")

    assert 'rel="prev" href="?page=1"' in middle
    assert 'rel="next" href="?page=3"' in middle
    assert 'rel="prev"' not in main_of("/bg/news/")
    assert 'rel="next"' not in main_of("/bg/news/?page=3")


def test_a_piece_of_news_shows_its_day_picture_and_text(main_of, home):
    index = NewsIndexPageFactory(parent=home, slug="news")
    NewsPageFactory(
        parent=index,
        slug="one",
        date=date(2026, 3, 5),
        picture=picture("a.png", (40, 30)),
        picture_alt="Мост",
        body=stream(rich("Какво стана.")),
    )

    html = main_of("/bg/news/one/")

    assert '<time datetime="2026-03-05">' in html
    assert 'alt="Мост"' in html
    assert "Какво стана." in html


def test_a_list_without_news_has_a_page(main_of, home):
    NewsIndexPageFactory(parent=home, slug="news")

    assert main_of("/bg/news/")


# Standard pages


def test_a_standard_page_shows_summary_text_and_notes(main_of, home):
    body = stream(rich("Пълният текст."), ("footnote", {"text": "<p>Източник 7.</p>"}))
    StandardPageFactory(parent=home, slug="about", title="За нас", summary="Накратко.", body=body)

    html = main_of("/bg/about/")

    for text in ("<h1>За нас</h1>", "Накратко.", "Пълният текст.", "Източник 7."):
        assert text in html


def test_what_search_engines_show_can_be_written_for_them(client, home):
    StandardPageFactory(
        parent=home, slug="about", title="За нас", seo_title="Кои сме", search_description="За търсачките."
    )

    html = client.get("/bg/about/").content.decode()

    assert "<title>Кои сме – Mostik</title>" in html
    assert '<meta name="description" content="За търсачките.">' in html


def test_home_pages_stand_at_the_top_of_the_tree_and_nowhere_else():
    assert HomePage.allowed_parent_page_models() == [Page]
    assert HomePage not in StandardPage.allowed_subpage_models()
