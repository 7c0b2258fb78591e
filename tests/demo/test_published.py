"""The demo as published: no dead end, and every page says what browsers and search engines need to know."""

from collections import deque
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

LANGUAGES = ["bg", "en", "bg-simple", "en-simple", "ar-simple", "uk-simple"]


class Visited(NamedTuple):
    """What stood at an address: where redirects led, the links there with their fragments, the page if it is one."""

    status: int
    address: str
    links: set[str]
    soup: BeautifulSoup | None


def visit(site, address):
    """Fetch an address."""
    response = site.get(address)
    if not response.headers["Content-Type"].startswith("text/html"):
        return Visited(response.status_code, response.url, set(), None)
    soup = BeautifulSoup(response.text, "html.parser")
    links = [element["href"] for element in soup.select("a[href], link[href]")]
    links += [element["src"] for element in soup.select("[src]")]
    links += [candidate.split()[0] for source in soup.select("[srcset]") for candidate in source["srcset"].split(",")]
    full = {urljoin(response.url, link) for link in links}
    return Visited(response.status_code, response.url, {link for link in full if link.startswith(site.address)}, soup)


@pytest.fixture(scope="module")
def crawl(demo_site):
    """Everything that can be reached from `/` and the sitemap, by address."""
    visited = {}
    waiting = deque([demo_site.address, *map(demo_site.url, demo_site.paths())])
    while waiting:
        address = waiting.popleft()
        # To lay out every poster would take longer than all the rest.
        if address in visited or (address.endswith(".pdf") and any(known.endswith(".pdf") for known in visited)):
            continue
        visited[address] = visit(demo_site, address)
        waiting.extend(urldefrag(link).url for link in visited[address].links)
    return visited


@pytest.fixture(scope="module")
def pages(crawl):
    """The pages among it by their path."""
    return {urlsplit(v.address).path: v.soup for v in crawl.values() if v.soup and v.status == 200}


@pytest.fixture(scope="module")
def content(pages):
    """The pages that editors write, and lessons: those with a canonical address, which is the second part."""
    links = {path: soup.select_one("link[rel=canonical]") for path, soup in pages.items()}
    return {path: urlsplit(link["href"]).path for path, link in links.items() if link}


def alternates(soup):
    """Return the paths of a page's languages by their tags."""
    return {link["hreflang"]: urlsplit(link["href"]).path for link in soup.select("link[rel=alternate][hreflang]")}


def test_every_language_can_be_reached(pages):
    assert {f"/{language}/" for language in LANGUAGES} <= pages.keys()
    assert len(pages) > 200


def test_no_link_leads_nowhere(crawl):
    broken = {address: v.status for address, v in crawl.items() if v.status != 200}
    assert {a: (status, [f for f, v in crawl.items() if a in v.links][:3]) for a, status in broken.items()} == {}


def test_every_place_that_a_link_points_to_on_a_page_exists(crawl):
    missing = set()
    for origin, visited in crawl.items():
        for address, fragment in map(urldefrag, visited.links):
            target = crawl.get(address)
            if fragment and target and target.soup and not target.soup.find(id=fragment):
                missing.add((origin, f"{address}#{fragment}"))
    assert missing == set()


def test_every_page_has_one_heading_of_the_first_level_and_a_title(pages):
    assert [path for path, soup in pages.items() if len(soup.find_all("h1")) != 1 or not soup.h1.text.strip()] == []
    assert [path for path, soup in pages.items() if not soup.title.text.strip()] == []


def test_every_page_names_the_language_of_its_address_and_its_direction(pages):
    for path, soup in pages.items():
        language = path.split("/")[1]
        if language in LANGUAGES:
            assert soup.html["lang"] == language, path
            assert soup.html["dir"] == ("rtl" if language.startswith("ar") else "ltr"), path


def test_no_two_pages_of_a_language_have_the_same_title(pages, content):
    titles = {}
    for path, canonical in content.items():
        if path == canonical:
            titles.setdefault((path.split("/")[1], pages[path].title.text), []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_the_sitemap_lists_every_page_once_and_no_lesson(demo_site, content):
    paths = demo_site.paths()
    assert len(paths) == len(set(paths))
    assert set(paths) == {path for path, canonical in content.items() if path == canonical}


def test_a_lesson_names_its_chapter_as_canonical(content):
    lessons = {path: canonical for path, canonical in content.items() if path != canonical}
    assert len(lessons) >= 40
    for path, canonical in lessons.items():
        language, _courses, _course, chapter = path.strip("/").split("/")
        assert canonical.startswith(f"/{language}/handbooks/")
        assert canonical.endswith(f"/{chapter}/")
        assert content[canonical] == canonical


def test_languages_of_a_page_name_each_other(pages, content):
    for path, canonical in content.items():
        if path == canonical:
            named = alternates(pages[path])
            assert named[path.split("/")[1]] == path
            assert all(alternates(pages[other]) == named for other in named.values()), path


def test_the_default_language_is_the_one_that_pages_are_written_in(pages, content):
    for path, canonical in content.items():
        if path == canonical:
            named = alternates(pages[path])
            assert named["x-default"] == named["bg"], path


def test_every_picture_has_a_size_and_words_and_waits_until_it_is_seen(pages):
    faulty = {}
    for path, soup in pages.items():
        pictures = soup.find_all("img")
        for position, picture in enumerate(pictures):
            sized = picture.get("width", "").isdigit() and picture.get("height", "").isdigit()
            if not (sized and picture.get("alt") and (position == 0 or picture.get("loading") == "lazy")):
                faulty.setdefault(path, []).append(str(picture))
    assert faulty == {}


def test_every_page_says_that_it_is_a_sample(pages):
    assert [path for path, soup in pages.items() if soup.select_one(".end") and not soup.select_one(".sample")] == []


def test_easy_pages_say_whether_readers_have_tested_them(pages, content):
    easy = [path for path in content if "-simple/" in path and "/handbooks/" in path and path.count("/") == 5]
    assert len(easy) >= 8 * 4
    assert [path for path in easy if not pages[path].select_one(".easy-line")] == []
