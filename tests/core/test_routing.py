"""An address leads to one page in one language, or to a 404 in that language."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.core.routing.querysets import nearest_page, root_path
from tests.factories import (
    CourseIndexPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    HomePageFactory,
    StandardPageFactory,
    UserFactory,
)
from tests.factories.translations import detached, translate

ACCEPT = {"HTTP_ACCEPT_LANGUAGE": "bg,en;q=0.5"}


@pytest.fixture
def about(home):
    return StandardPageFactory(parent=home, title="За нас", slug="about")


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.S)[1]


def links(response) -> list[str]:
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.findall(r'href="([^"]+)"', main)


# The language of an address


@pytest.mark.parametrize("code", ["en", "uk", "ar", "bg-simple", "uk-simple"])
def test_never_serves_another_language_where_the_whole_language_is_missing(client, about, code):
    for path in ("", "about/"):
        response = client.get(f"/{code}/{path}", **ACCEPT)

        assert response.status_code == 404
        assert f'<html lang="{code}"' in response.content.decode()


def test_never_serves_another_language_where_the_home_page_is_not_published(client, home, about):
    english = translate(home, "en")
    translate(about, "en")
    english.unpublish()

    response = client.get("/en/")

    assert response.status_code == 404
    assert "/bg/" in links(response)


def test_never_serves_another_language_where_one_page_is_missing(client, home, about):
    translate(home, "en")

    response = client.get("/en/about/", **ACCEPT)

    assert response.status_code == 404
    assert '<html lang="en" dir="ltr">' in response.content.decode()
    assert "/bg/about/" in links(response)


def test_a_page_in_the_wrong_tree_is_not_served_under_the_language_of_that_tree(client, home, locale):
    """A page's language is what its row says; editors can't make such a page, imports can."""
    StandardPageFactory(parent=home, slug="stray", locale=locale("en"))

    assert client.get("/bg/stray/").status_code == 404


def test_the_language_of_an_address_is_the_same_whatever_the_browser_says(client, about):
    client.cookies["django_language"] = "en"

    response = client.get("/bg/about/", HTTP_ACCEPT_LANGUAGE="ar")

    assert '<html lang="bg" dir="ltr">' in response.content.decode()
    assert response["Content-Language"] == "bg"


def test_right_to_left_languages_say_so(client, home):
    detached(detached(home, "bg-simple"), "ar-simple")

    assert '<html lang="ar-simple" dir="rtl">' in client.get("/ar-simple/").content.decode()


# 404 in the language of the address


def test_a_missing_page_names_where_it_exists_in_the_order_of_the_languages(client, home, about):
    for code in ("uk", "en", "bg-simple"):
        translate(home, code)
        translate(about, code)
    Page.objects.get(slug="about", locale__language_code="en").unpublish()

    response = client.get("/en/about/")

    assert response.status_code == 404
    offered = [link for link in links(response) if link.endswith("/about/")]
    assert offered == ["/bg/about/", "/uk/about/", "/bg-simple/about/"]


def test_a_missing_page_that_exists_nowhere_leads_home_in_its_own_language(client, home):
    translate(home, "en")

    response = client.get("/en/nothing/")

    assert response.status_code == 404
    assert "/en/" in links(response)
    assert "/bg/" not in links(response)


def test_an_address_made_of_another_languages_words_leads_to_the_page_in_the_language_it_names(client, home, about):
    translate(home, "en")
    english = translate(about, "en")
    english.slug = "about-us"
    english.save_revision().publish()

    response = client.get("/bg/about-us/")

    assert (response.status_code, response.get("Location")) == (302, "/bg/about/")


def test_without_a_home_page_in_the_language_a_missing_page_leads_to_the_language_chooser(client, home):
    response = client.get("/ar/nothing/")

    assert response.status_code == 404
    assert "/" in links(response)


def test_a_missing_page_says_it_in_the_language_of_the_address(client, home, about):
    bulgarian, english = client.get("/bg/nothing/"), client.get("/en/nothing/")

    assert heading(english) == "Page not found"
    assert 'lang="bg"' in bulgarian.content.decode()
    assert 'lang="en"' in english.content.decode()


def test_an_address_without_a_language_is_not_found_rather_than_guessed(client, about):
    response = client.get("/about/", HTTP_ACCEPT_LANGUAGE="bg")

    assert response.status_code == 404


def test_a_draft_is_not_found(client, home):
    StandardPageFactory(parent=home, slug="draft", live=False)

    assert client.get("/bg/draft/").status_code == 404


def test_404_pages_ask_search_engines_for_nothing_and_set_no_cookie(client, about):
    response = client.get("/en/about/")

    assert not response.cookies
    assert "canonical" not in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")


# Odd input

ODD_PATHS = [
    "/xx/",
    "/xx/about/",
    "/BG/",
    "/bg-BG/about/",
    "/bg-latn/about/",
    "/en-simple-simple/about/",
    "/-/",
    "//bg//about//",
    "/bg//about/",
    "/bg/about/nothing/",
    "/bg/about/../about/",
    "/bg/%2e%2e/",
    "/bg/%zz/",
    "/bg/%E0%A4%A/",
    "/bg/%ff%fe/",
    "/bg/%D0%B7%D0%B0/",
    "/bg/%00/",
    "/%00",
    "/bg/about%00/",
    "/en/%00about/",
    "/bg/about/%0d%0aSet-Cookie:%20a=b/",
    "/bg/'%20OR%201=1--/",
    "/bg/<script>/",
    "/bg/😀/",
    "/bg/" + "a" * 5000 + "/",
    "/bg/" + "a/" * 2000,
    "/bg/" + "%D1%8F" * 1500 + "/",
    "/en/" + "a/" * 2000,
    "/bg/go/",
    "/bg/go/zz/",
    "/go/%00%00%00%00/",
    "/bg/go/nothere/",
    "/bg/go/nothere/qr.svg",
    "/bg/go/nothere/poster/",
    "/bg/go/nothere/poster.pdf",
    "/bg/go/nothere/neither/",
    "/bg/go/nothere/neither/qr.svg",
    "/go/nothere/neither/",
    "/wp-login.php",
    "/.env",
]


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:30])
def test_an_address_that_means_nothing_is_not_found(client, about, path):
    """The test client raises what the site doesn't handle, so a 500 can't pass as anything else."""
    translate(about.get_parent().specific, "en")

    assert client.get(path).status_code in (400, 404)


ODD_QUERIES = [
    "page=abc",
    "page=-1",
    "page=99999999999999999999",
    "page=%00",
    "q=%00",
    "=",
    "&&&",
    "a" * 4000,
    "%zz",
    "%ff=%fe",
    "x[]=1",
]


@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: query[:20])
def test_a_page_ignores_query_strings_it_does_not_know(client, about, query):
    response = client.get(f"/bg/about/?{query}")

    assert response.status_code == 200
    assert "За нас" in response.content.decode()


def test_an_address_with_a_null_byte_asks_the_database_nothing_that_it_refuses(about):
    """PostgreSQL refuses a text with a null byte, SQLite doesn't."""
    assert nearest_page("bg", "about\x00/") is None


def test_an_address_deeper_than_any_page_costs_one_short_query(about, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as captured:
        nearest_page("bg", "a/" * 3000)

    assert sum(len(query["sql"]) for query in captured.captured_queries) < 20_000


def test_posting_to_a_page_is_refused(about, client):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/bg/about/")

    assert response.status_code == 403
    assert 'class="end"' in response.content.decode()


def test_head_answers_as_get_does(client, about):
    response = client.head("/bg/about/")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"


# Finding pages


def test_a_page_is_found_in_two_queries_however_deep_it_is(home, django_assert_num_queries):
    page = home
    for name in "abcdef":
        page = StandardPageFactory(parent=page, slug=name)
    root_path("bg")

    for path in ("a/", "a/b/c/d/e/f/"):
        with django_assert_num_queries(2):
            found, remaining = nearest_page("bg", path)
        assert found.url_path.endswith(path)
        assert remaining == []


def test_what_lies_below_a_page_is_left_for_the_page_to_answer(home):
    index = CourseIndexPageFactory(parent=home, slug="courses")

    found, remaining = nearest_page("bg", "courses/one/two/")

    assert found == index
    assert remaining == ["one", "two"]


def test_a_language_without_pages_has_no_nearest_page(home):
    assert nearest_page("uk", "about/") is None
    assert root_path("uk") is None


def test_only_pages_that_have_addresses_below_them_answer_for_these(client, home):
    index = HandbookIndexPageFactory(parent=home, slug="handbooks")
    HandbookPageFactory(parent=index, slug="one")

    assert client.get("/bg/handbooks/one/two/").status_code == 404


# Private pages


def test_a_private_page_asks_for_a_log_in_and_is_kept_by_nobody(client, about):
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)

    response = client.get("/bg/about/")

    assert response["Location"] == "/admin/login/?next=/bg/about/"
    assert "no-store" in response["Cache-Control"]
    client.force_login(UserFactory(is_superuser=True))
    allowed = client.get("/bg/about/")
    assert "За нас" in allowed.content.decode()
    assert "no-store" in allowed["Cache-Control"]
    assert "public" not in allowed["Cache-Control"]


def test_the_question_for_a_password_is_kept_by_nobody(client, about):
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.PASSWORD, password="x")

    response = client.get("/bg/about/")

    assert "За нас" not in response.content.decode()
    assert 'type="password"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_a_second_site_home_of_another_name_does_not_take_over(client, home):
    """Pages beside the home pages (a second site's, or none's) have no address in a language that has its own home."""
    HomePageFactory(parent=Page.get_first_root_node(), slug="other", title="Other", locale=home.locale)

    assert "Other" not in client.get("/bg/").content.decode()
    assert client.get("/bg/other/").status_code == 404
