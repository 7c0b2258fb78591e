"""The language chooser at `/`, 500 pages, and the map of the site for search engines."""

import re
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from cms.languages.views import server_error
from tests.factories import StandardPageFactory
from tests.factories.libraries import library, library_in
from tests.factories.translations import translate

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def choices(response) -> list[tuple[str, str, str]]:
    main = response.content.decode().split("<main", 1)[1]
    return re.findall(r'href="([^"]+)" lang="([^"]+)"[^>]*>([^<]+)<', main)


# The chooser


@pytest.fixture
def homes(home):
    translate(home, "en")
    translate(translate(home, "bg-simple"), "ar-simple")


def test_every_language_that_has_a_home_page_is_there_in_its_own_words(client, homes):
    assert choices(client.get("/")) == [
        ("/bg/", "bg", "Български"),
        ("/en/", "en", "English"),
        ("/bg-simple/", "bg-simple", "Български – лесен език"),
        ("/ar-simple/", "ar-simple", "العربية – لغة سهلة"),
    ]


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ACCEPT_LANGUAGE": "ar"}, {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}, {"HTTP_USER_AGENT": "Googlebot"}],
)
def test_the_chooser_is_the_same_for_everybody(client, homes, headers):
    plain = client.get("/?plain")

    other = client.get("/?other", **headers)

    assert other.status_code == 200
    assert other.content == plain.content


@pytest.mark.parametrize("cookie", ["django_language", "wagtail_language", "language"])
def test_the_chooser_reads_no_cookie(client, homes, cookie):
    plain = client.get("/?plain")
    client.cookies[cookie] = "ar"

    assert client.get("/?other").content == plain.content


def test_the_chooser_sets_no_cookie_and_depends_on_nothing(client, homes):
    response = client.get("/", HTTP_ACCEPT_LANGUAGE="ar")

    assert not response.cookies
    assert response.get("Vary", "") in ("", "Accept-Encoding")


def test_an_unpublished_home_page_is_not_offered(client, home, homes):
    home.get_translations().get(locale__language_code="en").unpublish()

    assert "en" not in [language for _address, language, _name in choices(client.get("/"))]


def test_a_site_with_nothing_on_it_yet_shows_an_empty_chooser(client, db):
    Site.objects.all().delete()

    assert choices(client.get("/")) == []


# The sitemap


def sitemap(client) -> dict[str, dict[str, str]]:
    """Return the language versions of each address."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)
    return {
        url.find(f"{SITEMAP}loc").text: {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        for url in root.iter(f"{SITEMAP}url")
    }


def test_the_sitemap_lists_the_pages_of_all_languages(client, home, settings):
    library_in("en", library(home))

    found = sitemap(client)

    for code in ("bg", "en"):
        for path in ("", "handbooks/", "handbooks/guide/", "handbooks/guide/first/", "courses/", "courses/course/"):
            assert f"{settings.BASE_URL}/{code}/{path}" in found


def test_the_versions_of_a_page_name_each_other_in_the_sitemap(client, home, settings):
    library_in("en", library(home))

    found = sitemap(client)

    bulgarian, english = (f"{settings.BASE_URL}/{code}/handbooks/guide/" for code in ("bg", "en"))
    assert found[bulgarian] == found[english] == {"bg": bulgarian, "en": english}


def test_every_address_in_the_sitemap_works_and_is_canonical(client, home, settings):
    library_in("en", library(home))

    for address in sitemap(client):
        response = client.get(address.removeprefix(settings.BASE_URL))
        assert response.status_code == 200
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


def test_drafts_and_private_pages_are_not_in_the_sitemap(client, home):
    StandardPageFactory(parent=home, slug="draft", live=False)
    private = StandardPageFactory(parent=home, slug="private")
    StandardPageFactory(parent=private, slug="below")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    found = " ".join(sitemap(client))

    for slug in ("draft", "private", "below"):
        assert slug not in found


def test_the_sitemap_costs_two_queries_for_few_and_for_many_pages(client, home, django_assert_num_queries):
    client.get("/sitemap.xml?warm")
    with django_assert_num_queries(2):
        client.get("/sitemap.xml?few")
    for number in range(10):
        StandardPageFactory(parent=home, slug=f"p{number}")
    client.get("/sitemap.xml?warm")

    with django_assert_num_queries(2):
        client.get("/sitemap.xml?many")


def test_robots_are_told_where_the_sitemap_is(client, home, settings):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in response.content.decode()
    assert "Disallow: /admin/" in response.content.decode()


# 500


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("bg-simple", "ltr")])
def test_an_error_is_admitted_in_the_language_of_the_address_without_the_database(code, direction):
    """The test has no database, as a site may have none when something goes wrong."""
    with translation.override(code):
        response = server_error(RequestFactory().get(f"/{code}/"))

    assert response.status_code == 500
    assert f'<html lang="{code}" dir="{direction}">' in response.content.decode()


def test_what_fails_inside_a_page_ends_in_that_page(client, home, monkeypatch):
    monkeypatch.setattr("home.models.funding_of", lambda *_args: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/bg/")

    assert response.status_code == 500
    assert '<html lang="bg"' in response.content.decode()
    assert "public" not in response.get("Cache-Control", "")
