"""The language menu, the easy-language switch and what search engines are told."""

import re
from typing import NamedTuple

import pytest
from wagtail.models import Page, Site

from cms.languages import versions
from tests.factories import StandardPageFactory
from tests.factories.libraries import library, library_in
from tests.factories.translations import detached, translate


class Entry(NamedTuple):
    address: str
    language: str
    target: str
    current: bool
    name: str


ENTRY = re.compile(
    r'<li><a href="(?P<address>[^"]+)" lang="(?P<language>[^"]+)" hreflang="(?P<target>[^"]+)"'
    r'(?P<current> aria-current="true")?[^>]*>(?P<name>[^<]+)'
)


def html_of(client, address: str) -> str:
    return client.get(address).content.decode()


def menu(html: str) -> list[Entry]:
    details = html.split('class="drop langs"', 1)[1].split("</details>", 1)[0]
    found = [match.groupdict() for match in ENTRY.finditer(details)]
    return [Entry(**entry | {"current": entry["current"] is not None}) for entry in found]


def switch(html: str) -> tuple[str, str] | None:
    """Return address and language of the easy-language switch."""
    found = re.search(r'<a class="pill" href="([^"]+)" hreflang="([^"]+)" rel="alternate">', html)
    return (found[1], found[2]) if found else None


def alternates(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))


def canonical(html: str) -> str:
    return re.search(r'<link rel="canonical" href="([^"]+)">', html)[1]


@pytest.fixture
def many(home, page):
    """The page in Bulgarian, English and easy Bulgarian, and in Arabic only as easy language; homes alike."""
    result = {"bg": page}
    english = translate(home, "en")
    easy = translate(home, "bg-simple")
    arabic = translate(easy, "ar-simple")
    assert english
    assert arabic
    result["en"] = translate(page, "en")
    result["bg-simple"] = translate(page, "bg-simple")
    result["ar-simple"] = translate(result["bg-simple"], "ar-simple")
    return result


# The language menu


def test_the_menu_names_each_spoken_language_once_in_its_own_words(client, many):
    entries = menu(html_of(client, "/bg/about/"))

    assert [(entry.language, entry.name) for entry in entries] == [
        ("bg", "Български"),
        ("en", "English"),
        ("ar", "العربية"),
    ]


def test_the_menu_leads_to_this_page_in_other_languages(client, many):
    addresses = {entry.language: entry.address for entry in menu(html_of(client, "/bg/about/"))}

    assert addresses["en"] == "/en/about/"


def test_a_language_that_exists_only_as_easy_language_leads_there(client, many):
    arabic = next(entry for entry in menu(html_of(client, "/bg/about/")) if entry.language == "ar")

    assert arabic.address == "/ar-simple/about/"
    assert arabic.target == "ar-simple"


def test_the_menu_marks_the_present_language(client, many):
    for address, language in (("/bg/about/", "bg"), ("/bg-simple/about/", "bg"), ("/ar-simple/about/", "ar")):
        assert [entry.language for entry in menu(html_of(client, address)) if entry.current] == [language]


def test_readers_of_easy_language_stay_in_it_where_they_can(client, many):
    addresses = {entry.language: entry.address for entry in menu(html_of(client, "/ar-simple/about/"))}

    assert addresses["bg"] == "/bg-simple/about/"
    assert addresses["en"] == "/en/about/"


def test_a_language_that_has_not_this_page_leads_to_its_home_page_and_says_so(client, home, many):
    StandardPageFactory(parent=home, slug="only-bulgarian")

    html = html_of(client, "/bg/only-bulgarian/")

    english = next(entry for entry in menu(html) if entry.language == "en")
    assert english.address == "/en/"
    assert "home page" in html.split("English", 1)[1][:80]


def test_a_language_without_any_page_is_not_in_the_menu(client, many):
    assert "uk" not in [entry.language for entry in menu(html_of(client, "/bg/about/"))]


def test_an_unpublished_version_is_not_in_the_menu(client, many):
    many["en"].unpublish()

    assert {entry.language: entry.address for entry in menu(html_of(client, "/bg/about/"))}["en"] == "/en/"


def test_the_menu_of_a_missing_page_leads_to_where_it_is(client, many, home):
    translate(home, "uk")

    addresses = {entry.language: entry.address for entry in menu(html_of(client, "/uk/about/"))}

    assert addresses["en"] == "/en/about/"
    assert addresses["ar"] == "/ar-simple/about/"
    assert addresses["uk"] == "/uk/"


def test_every_address_in_the_menu_works(client, many):
    for entry in menu(html_of(client, "/bg/about/")):
        assert client.get(entry.address).status_code == 200


# The easy-language switch


def test_a_full_page_offers_its_easy_version_and_back(client, many):
    assert switch(html_of(client, "/bg/about/")) == ("/bg-simple/about/", "bg-simple")
    assert switch(html_of(client, "/bg-simple/about/")) == ("/bg/about/", "bg")


def test_there_is_no_switch_without_the_other_version(client, many):
    assert switch(html_of(client, "/en/about/")) is None
    assert switch(html_of(client, "/ar-simple/about/")) is None


def test_an_easy_version_that_is_not_live_is_not_offered(client, many):
    many["bg-simple"].unpublish()

    assert switch(html_of(client, "/bg/about/")) is None


def test_easy_pages_have_their_own_look_and_say_whether_readers_tested_them(client, many):
    easy, full = html_of(client, "/bg-simple/about/"), html_of(client, "/bg/about/")

    assert '<body class="easy"' in easy
    assert 'class="easy-line"' in easy
    assert '<body class="easy"' not in full
    assert 'class="easy-line"' not in full


# lang, dir, canonical, hreflang


@pytest.mark.parametrize(
    ("address", "root"),
    [("/bg/about/", 'lang="bg" dir="ltr"'), ("/ar-simple/about/", 'lang="ar-simple" dir="rtl"')],
)
def test_each_page_says_its_language_and_direction(client, many, address, root):
    assert f"<html {root}>" in html_of(client, address)


def test_each_version_is_its_own_canonical_page(client, many, settings):
    for code, version in many.items():
        assert canonical(html_of(client, f"/{code}/about/")) == f"{settings.BASE_URL}{version.url}"


def test_all_versions_name_each_other_and_the_same_default(client, many, settings):
    expected = {code: f"{settings.BASE_URL}/{code}/about/" for code in many}
    expected["x-default"] = expected["bg"]

    for code in many:
        assert alternates(html_of(client, f"/{code}/about/")) == expected


def test_each_version_is_named_by_its_own_canonical_address(client, many):
    for code in many:
        html = html_of(client, f"/{code}/about/")
        assert alternates(html)[code] == canonical(html)


def test_without_the_original_the_first_language_is_the_default(client, many):
    many["bg"].unpublish()

    found = alternates(html_of(client, "/en/about/"))

    assert found["x-default"] == found["en"]


def test_the_canonical_page_of_a_lesson_is_its_chapter(client, home, settings):
    library(home)

    html = html_of(client, "/bg/courses/course/first/")

    assert canonical(html) == f"{settings.BASE_URL}/bg/handbooks/guide/first/"
    assert alternates(html) == {}


def test_the_menu_of_a_lesson_leads_to_the_lesson_in_other_languages(client, home):
    library_in("en", library(home))

    addresses = {entry.language: entry.address for entry in menu(html_of(client, "/bg/courses/course/first/"))}

    assert addresses["en"] == "/en/courses/course/first/"


# What these stand on


def test_versions_come_in_the_order_of_the_languages_and_cost_one_query_then_none(many, django_assert_num_queries):
    versions.home_versions()
    with django_assert_num_queries(1):
        found = versions.versions_of(many["bg"].translation_key)
    with django_assert_num_queries(0):
        versions.versions_of(many["bg"].translation_key)

    assert [version.language for version in found] == ["bg", "en", "bg-simple", "ar-simple"]


def test_a_language_that_is_configured_no_more_is_nowhere(many, monkeypatch):
    monkeypatch.setattr(versions, "codes", lambda: ["bg", "bg-simple"])

    found = versions.versions_of(many["bg"].translation_key)

    assert [version.language for version in found] == ["bg", "bg-simple"]


def test_a_site_without_a_home_page_has_no_languages(db):
    Site.objects.all().delete()

    assert versions.home_versions() == []


def test_a_detached_version_counts_like_any_other(client, home, page):
    translate(home, "en")
    detached(page, "en", title="About us")

    assert {entry.language: entry.address for entry in menu(html_of(client, "/bg/about/"))}["en"] == "/en/about/"


def test_a_missing_lesson_is_looked_for_in_every_language(client, home):
    """The first language that has the course needn't have the lesson."""
    books = library(home)
    library_in("en", books)
    library_in("uk", books, "second")
    Page.objects.get(pk=books.chapters[0].pk).unpublish()

    html = html_of(client, "/uk/courses/course/first/")

    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    assert 'href="/en/courses/course/first/"' in main
    assert 'href="/bg/courses/course/first/"' not in main
