"""Packages for learning platforms: two manifests over the same pages."""

from uuid import UUID

import pytest
from lxml import etree

from handbooks.publishing.scorm import LONGEST_TITLE
from tests.factories import choice_question, picture, rich, stream
from tests.factories.libraries import library, library_in

VERSIONS = ("1.2", "2004")
XML_BASE = {"1.2": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "2004": "http://www.imsglobal.org/xsd/imscp_v1p1"}


@pytest.fixture
def shelf(home):
    shown = ("picture", {"picture": picture().pk, "picture_alt": "Училище", "caption": ""})
    return library(home, "first", "second", body=stream(rich("Училището е близо."), shown, choice_question()))


@pytest.fixture(params=VERSIONS)
def version(request) -> str:
    return request.param


@pytest.fixture
def package(shelf, version, book_of, package_of):
    return package_of(book_of(shelf.handbook), f"scorm-{version}")


@pytest.fixture
def manifest(package):
    return etree.fromstring(package.zip.read("imsmanifest.xml"))


def texts(manifest, name: str) -> list[str]:
    """Return the texts of all elements of a name, whatever its vocabulary."""
    return ["".join(element.itertext()) for element in manifest.iter(f"{{*}}{name}")]


def test_the_manifest_says_which_version_it_is(manifest, version):
    assert etree.QName(manifest).namespace == XML_BASE[version]
    assert texts(manifest, "schemaversion") == ["1.2" if version == "1.2" else "2004 4th Edition"]


def test_each_chapter_is_a_lesson(manifest, package):
    items = list(manifest.iter("{*}item"))
    resources = {resource.get("identifier"): resource for resource in manifest.iter("{*}resource")}

    assert [item.findtext("{*}title") for item in items] == ["First", "Second"]
    for item in items:
        page = resources[item.get("identifierref")]
        assert "sco" in page.attrib.values()
        assert page.get("href") in package.names()
        assert page.find("{*}file").get("href") == page.get("href")
        assert page.find("{*}dependency").get("identifierref") in resources


def test_the_manifest_lists_every_file(manifest, package):
    listed = [file.get("href") for file in manifest.iter("{*}file")]

    assert sorted(listed) == sorted(set(package.names()) - {"imsmanifest.xml", "README.txt"})


def test_a_lesson_is_known_by_its_chapter_in_every_edition_and_language(shelf, version, manifest, book_of, package_of):
    other = package_of(book_of(library_in("en", shelf).handbook), f"scorm-{version}")
    translated = etree.fromstring(other.zip.read("imsmanifest.xml"))
    ids = [item.get("identifier") for item in manifest.iter("{*}item")]

    assert [UUID(name.removeprefix("chapter-")) for name in ids] == [page.translation_key for page in shelf.chapters]
    assert [item.get("identifier") for item in translated.iter("{*}item")] == ids
    assert translated.get("identifier") != manifest.get("identifier")


def test_what_the_book_is_stands_in_its_language(shelf, version, book_of, package_of):
    shelf.handbook.summary = "Кратко & ясно"
    shelf.handbook.authors = "Мария; Иван"
    shelf.handbook.save_revision().publish()

    manifest = etree.fromstring(
        package_of(book_of(shelf.handbook), f"scorm-{version}").zip.read("imsmanifest.xml")
    ).find(".//{*}lom")

    title = manifest.find(".//{*}title")[0]
    assert (title.text, set(title.attrib.values())) == ("Наръчник", {"bg"})
    assert manifest.findtext(".//{*}general/{*}language") == "bg"
    assert "Кратко & ясно" in texts(manifest, "description")[0]
    assert "CC BY-SA 4.0" in texts(manifest, "rights")[0]
    assert "FN:Мария\\; Иван" in "".join(manifest.itertext())


def test_a_long_title_is_cut_to_what_platforms_keep(shelf, version, book_of, package_of):
    shelf.chapters[0].title = "д" * 250
    shelf.chapters[0].save_revision().publish()

    manifest = etree.fromstring(package_of(book_of(shelf.handbook), f"scorm-{version}").zip.read("imsmanifest.xml"))

    assert len(manifest.find(".//{*}item").findtext("{*}title")) == LONGEST_TITLE


def test_a_lesson_leads_only_where_the_platform_may_follow(home, version, book_of, package_of):
    shelf = library(home, "first", "second")
    first, second = shelf.chapters
    first.body = stream(rich(f'<a linktype="page" id="{second.pk}">тук</a>'))
    first.save_revision().publish()

    page = package_of(book_of(shelf.handbook), f"scorm-{version}").page("chapters/1.html")

    assert [link["href"] for link in page.select("a") if not link["href"].startswith(("http", "#"))] == []
    assert page.select_one(".b-text a")["href"].startswith("http")
    assert page.select_one(".foot, .top") is None


def test_the_adapter_comes_before_what_uses_it(package, version):
    page = package.page("chapters/1.html")

    assert [script["src"].rpartition("/")[2] for script in page.select("script")] == ["scorm.js", "package.js"]
    assert page.main["data-scorm"] == version


def test_the_same_book_makes_the_same_file(shelf, package, version, book_of, package_of):
    assert package_of(book_of(shelf.handbook), f"scorm-{version}").content == package.content
