"""Search within the reader's language, without JavaScript."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import NewsIndexPageFactory, NewsPageFactory, StandardPageFactory, rich, stream
from tests.factories.libraries import library
from tests.factories.translations import translate

BULGARIAN_FORMS = ["училище", "училището", "училища", "Училищата", "УЧИЛИЩЕ"]


@pytest.fixture
def search(client):
    """Return what the search page says to a query."""

    def get(query: str, code: str = "bg", **parameters):
        response = client.get(f"/{code}/search/", {"q": query, **parameters})
        assert response.status_code == 200
        return response

    return get


def titles(response) -> list[str]:
    return [hit["page"].title for hit in response.context["hits"]]


def main_part(response) -> str:
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def content_page(home, title="Страница", text="Текст.", **fields):
    return StandardPageFactory(parent=home, title=title, body=stream(rich(text)), **fields)


# What is found


@pytest.mark.parametrize("query", BULGARIAN_FORMS)
@pytest.mark.parametrize("written", ["училище", "училището", "училищата"])
def test_the_forms_of_a_bulgarian_word_find_each_other(search, home, query, written):
    content_page(home, title="Деца", text=f"Детето ходи на {written} от шест години.")

    assert titles(search(query)) == ["Деца"]


@pytest.mark.parametrize("text", ["title", "summary", "body"])
def test_titles_summaries_and_texts_are_searched(search, home, text):
    fields = {"title": "Едно", "summary": "Две", "body": stream(rich("Три"))}
    fields[text] = stream(rich("Болница")) if text == "body" else "Болница"
    StandardPageFactory(parent=home, slug="found", **fields)

    assert [hit["page"].slug for hit in search("болница").context["hits"]] == ["found"]


def test_what_was_changed_is_found_by_its_new_words_only(search, home, committed):
    page = content_page(home, text="Старата дума е къща.")

    with committed():
        page.body = stream(rich("Новата дума е апартамент."))
        page.save_revision().publish()

    assert titles(search("апартамент")) == ["Страница"]
    assert titles(search("къща")) == []


def test_drafts_private_and_deleted_pages_are_not_found(search, home):
    content_page(home, text="Болница", live=False)
    private = content_page(home, text="Болница")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    content_page(home, text="Болница").delete()
    gone = content_page(home, text="Болница")
    gone.unpublish()

    assert titles(search("болница")) == []


def test_the_newest_draft_of_a_live_page_is_not_found(search, home):
    page = content_page(home, text="Болница")
    page.body = stream(rich("Тайна"))
    page.save_revision()

    assert titles(search("тайна")) == []
    assert titles(search("болница")) == ["Страница"]


def test_pages_with_all_words_come_alone(search, home):
    content_page(home, title="И двете", text="Лекар и училище.")
    content_page(home, title="Едната", text="Лекар.")

    assert titles(search("лекар училище")) == ["И двете"]


def test_if_no_page_has_all_words_those_with_most_of_them_come(search, home):
    content_page(home, title="Две", text="Лекар и училище.")
    content_page(home, title="Една", text="Лекар.")

    assert titles(search("лекар училище самолет")) == ["Две"]


def test_pages_that_are_called_so_come_first(search, home):
    content_page(home, title="Друго", text="Тук се споменава училище.")
    content_page(home, title="Училище", text="Текст.")

    assert titles(search("училище")) == ["Училище", "Друго"]


@pytest.mark.parametrize(
    ("code", "text", "query"),
    [
        ("en", "The hospital is open.", "hospitals"),
        ("uk", "Лікарня відкрита.", "лікарні"),
        ("ar", "المستشفى مفتوح", "المستشفى"),
    ],
)
def test_other_languages_are_searched_too(search, home, code, text, query):
    page = content_page(home, title="Болница", text="Отворена.")
    translate(home, code)
    translate(page, code, {"Болница": "X", "Отворена.": text})

    assert titles(search(query, code)) == ["X"]


# Within a language


def test_only_pages_in_the_language_of_the_address_are_found(search, home):
    page = content_page(home, title="Covid", text="Covid")
    translate(home, "en")
    translate(page, "en", {"Covid": "Covid in English"})

    assert titles(search("covid", "bg")) == ["Covid"]
    assert titles(search("covid", "en")) == ["Covid in English"]


def test_easy_pages_are_found_in_easy_language_only(search, home):
    page = content_page(home, title="Болница")
    translate(home, "bg-simple")
    translate(page, "bg-simple", {"Болница": "Лесно за болница"})

    assert titles(search("болница", "bg")) == ["Болница"]
    assert titles(search("болница", "bg-simple")) == ["Лесно за болница"]


# Types


@pytest.fixture
def everything(home, committed):
    """A page of each type that says "мост"."""
    with committed():
        books = library(home, "bridge", body=stream(rich("Мост")))
        for page, title in ((books.handbook, "Наръчник мост"), (books.course, "Курс мост")):
            page.title = title
            page.save_revision().publish()
        NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Новина мост")
        content_page(home, title="Страница мост")


def test_a_type_filters(search, everything):
    found = {
        kind: titles(search("мост", kind=kind)) for kind in ("chapter", "handbook", "course", "news", "page", "project")
    }

    assert found == {
        "chapter": ["Bridge"],
        "handbook": ["Наръчник мост"],
        "course": ["Курс мост"],
        "news": ["Новина мост"],
        "page": ["Страница мост"],
        "project": [],
    }


def test_the_form_keeps_the_type(search, home):
    assert 'value="news" checked' in search("мост", kind="news").content.decode()


def test_without_a_type_or_with_an_unknown_one_everything_is_found(search, everything):
    for kind in ("", "nothing", "chapter'--", "\x00"):
        response = search("мост", kind=kind)
        assert len(titles(response)) == 5
        assert 'value="" checked' in response.content.decode()


# What is shown


def test_each_hit_shows_the_passage_and_leads_to_its_place(search, client, home):
    page = content_page(home, title="Деца", slug="children", text="Детето ходи на училището.")

    html = main_part(search("училище"))

    assert "<mark>училището</mark>" in html
    address = re.search(r'<h2><a href="([^"]+)"', html)[1]
    assert address.startswith("/bg/children/#b-")
    assert f'id="{address.partition("#")[2]}"' in client.get(page.url).content.decode()


def test_a_hit_in_the_title_shows_the_summary(search, home):
    StandardPageFactory(parent=home, title="Училище", summary="За децата.")

    assert "За децата." in main_part(search("училище"))


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '" onfocus="alert(1)', "</title><b>"])
def test_a_query_is_shown_escaped(search, home, query):
    html = search(query).content.decode()

    assert query not in html
    assert "<script>alert" not in html


def test_what_stands_in_a_passage_is_escaped(search, home):
    content_page(home, text="Знакът &lt;b&gt; и петдесет лева &amp; още")

    html = main_part(search("лева"))

    assert "&lt;b&gt; и петдесет <mark>лева</mark> &amp; още" in html


def test_before_anything_is_asked_there_is_only_the_form(client, home):
    html = main_part(client.get("/bg/search/"))

    assert 'role="search"' in html
    assert 'role="status"' not in html


def test_the_form_keeps_what_was_asked(search, home):
    assert 'value="училище"' in search("училище").content.decode()


# Nothing found


def test_no_result_leads_on_to_the_main_pages(search, home):
    StandardPageFactory(parent=home, title="Помощ", slug="help", show_in_menus=True)

    html = main_part(search("самолет"))

    assert 'href="/bg/help/"' in html


def test_no_result_says_in_which_languages_there_are_some(search, home):
    page = content_page(home, title="Болница", text="Отворена.")
    translate(home, "en")
    translate(home, "uk")
    translate(page, "en", {"Болница": "Hospital"})

    html = main_part(search("hospital"))

    assert 'href="/en/search/?q=hospital"' in html
    assert "/uk/search/" not in html


def test_the_way_to_other_languages_carries_the_whole_query(search, home):
    page = content_page(home)
    translate(home, "en")
    translate(page, "en", {"Страница": "Food & drink"})

    html = main_part(search("food & drink"))

    assert 'href="/en/search/?q=food%20%26%20drink"' in html


def test_looking_in_other_languages_costs_the_same_for_few_and_for_many(client, home):
    def cost() -> int:
        cache.clear()
        client.get("/bg/search/?q=самолет летище&warm")
        with CaptureQueriesContext(connection) as captured:
            client.get("/bg/search/?q=самолет летище&again")
        return len(captured)

    translate(home, "en")
    two = cost()
    for code in ("uk", "ar", "bg-simple"):
        translate(home, code)

    assert cost() == two


# Many results


@pytest.fixture
def many(home, monkeypatch):
    """Seven results, three a page."""
    monkeypatch.setattr("search.views.PER_PAGE", 3)
    for number in range(7):
        content_page(home, title=f"Мост {number}", slug=f"bridge-{number}")


def test_results_come_in_pages(search, many):
    counts = {page: len(titles(search("мост", page=page))) for page in (1, 2, 3, 99, "abc", "")}

    assert counts == {1: 3, 2: 3, 3: 1, 99: 1, "abc": 3, "": 3}


def test_no_result_is_on_two_pages(search, many):
    found = [title for page in (1, 2, 3) for title in titles(search("мост", page=page))]

    assert sorted(found) == [f"Мост {number}" for number in range(7)]


def pager(response) -> dict[str, str]:
    html = main_part(response)
    return dict(re.findall(r'<a class="pill" rel="(prev|next)" href="([^"]+)"', html))


def test_the_next_page_keeps_the_query_and_the_type(search, client, many):
    response = search("мост", kind="page")

    following = client.get("/bg/search/" + pager(response)["next"].replace("&amp;", "&"))

    assert following.context["query"] == "мост"
    assert following.context["kind"] == "page"
    assert following.context["results"].number == 2
    assert set(titles(following)).isdisjoint(titles(response))


def test_the_previous_page_keeps_the_query_too(search, client, many):
    back = client.get("/bg/search/" + pager(search("мост", page=2))["prev"].replace("&amp;", "&"))

    assert back.context["query"] == "мост"
    assert back.context["results"].number == 1


def test_a_query_with_special_characters_survives_the_pager(search, client, many):
    query = 'мост & "x" <b> 100% #?'

    following = client.get("/bg/search/" + pager(search(query))["next"].replace("&amp;", "&"))

    assert following.context["query"] == query


# Odd queries


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "мо\x00ст",
        "'",
        '"',
        "''; DROP TABLE--",
        "AND OR NOT",
        "NEAR(",
        "*",
        "мост*",
        "a:b",
        "(((",
        "___",
        "-",
        "&|!",
        "\\",
        "😀",
        "\u200f",
        "я" * 5000,
        "я " * 5000,
        "%",
        "%00",
    ],
    ids=lambda query: repr(query[:12]),
)
def test_an_odd_query_finds_something_or_nothing_and_never_fails(search, home, query):
    content_page(home, title="Мост")

    search(query)


@pytest.mark.parametrize(
    "parameters", ["page=abc", "page=-5", "q=", "q", "kind=x&q=мост&page=0", "q=a&q=b", "%ff=%fe", "q=%ff"]
)
def test_odd_parameters_never_fail(client, home, parameters):
    assert client.get(f"/bg/search/?{parameters}").status_code == 200


@pytest.mark.parametrize("code", ["xx", "en-gb"])
def test_there_is_no_search_in_an_unknown_language(client, home, code):
    assert client.get(f"/{code}/search/?q=x").status_code == 404


def test_search_sets_no_cookie_and_its_answers_may_be_kept_by_proxies(search, home):
    response = search("мост")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]


def test_search_engines_leave_the_search_page_out(search, home):
    assert '<meta name="robots" content="noindex">' in search("мост").content.decode()


def test_a_lesson_is_found_as_its_chapter(search, home):
    library(home)

    assert [hit["page"].url for hit in search("first").context["hits"]] == ["/bg/handbooks/guide/first/"]
