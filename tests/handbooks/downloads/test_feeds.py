"""Handbooks for programs: feeds of editions, the catalogue for e-readers, what search engines read."""

import json
import re
from datetime import date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile

from cms.core.linked_data import ld_script, licence_address
from cms.core.models import ShortAddress
from cms.images.models import CustomImage
from handbooks.editions import building, services
from tests.factories import OrganisationFactory, picture
from tests.factories.editions import make_all, titles_format

pytestmark = pytest.mark.usefixtures("chapters")

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"


@pytest.fixture(autouse=True)
def books(formats):
    """An EPUB, a PDF, and something else."""
    for name, media_type in (("epub", "application/epub+zip"), ("pdf", "application/pdf")):
        formats[name] = titles_format(name, media_type=media_type, suffix=name)


@pytest.fixture
def code(handbook):
    return ShortAddress.objects.get(page_key=handbook.translation_key).code


@pytest.fixture
def made(handbook):
    """The newest text's files, and an edition's."""
    handbook.summary = "Училище & <работа>"
    handbook.authors = "А. Иванова, Б. Петров"
    handbook.publishers = [OrganisationFactory(name="РМА")]
    handbook.cover, handbook.cover_alt = picture(), "Мост"
    handbook.save_revision().publish()
    services.declare_edition(page=handbook, number=1, published_on=date(2026, 11, 1), changes="Ново & <добро>", by=None)
    make_all()
    building.cache.clear()


def feed(client, address, media_type="application/atom+xml"):
    """Return a feed after checking what RFC 4287 demands of every one."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert urlsplit(links(root)["self"]["href"]).path == address
    entries = root.findall(f"{ATOM}entry")
    ids = [node.findtext(f"{ATOM}id") for node in (root, *entries)]
    assert all(ids)
    assert len(ids) == len(set(ids))
    for node in (root, *entries):
        assert node.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(node.findtext(f"{ATOM}updated")).tzinfo
        for link in node.findall(f"{ATOM}link"):
            assert link.get("href").startswith("http")
    return root


def links(node):
    return {link.get("rel"): link.attrib for link in node.findall(f"{ATOM}link")}


class TestEditions:
    @pytest.mark.parametrize("path", ["/bg/editions/feed/", "/bg/downloads/{code}/feed/"])
    def test_stand_in_a_feed_with_their_files(self, client, made, code, handbook, path):
        root = feed(client, path.format(code=code))

        (entry,) = root.findall(f"{ATOM}entry")
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "bg"
        assert handbook.title in entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}summary") == "Ново & <добро>"
        files = {link.get("type"): link for link in entry.findall(f"{ATOM}link[@rel='enclosure']")}
        assert set(files) == {"application/epub+zip", "application/pdf", "text/plain"}
        assert urlsplit(files["application/pdf"].get("href")).path == f"/bg/downloads/{code}/edition-1/pdf/"
        assert int(files["application/pdf"].get("length")) > 0

    def test_keep_their_ids_when_the_handbook_is_renamed(self, client, made, code, handbook):
        def ids():
            return [node.text for node in feed(client, f"/bg/downloads/{code}/feed/").iter(f"{ATOM}id")]

        before = ids()
        handbook.title, handbook.slug = "Друго", "other"
        handbook.save_revision().publish()
        building.cache.clear()

        assert ids() == before

    def test_a_handbook_without_editions_has_an_empty_feed(self, client, code):
        assert feed(client, f"/bg/downloads/{code}/feed/").find(f"{ATOM}entry") is None

    def test_of_handbooks_that_are_not_public_are_not_told(self, client, made, code, handbook):
        handbook.unpublish()
        building.cache.clear()

        assert client.get(f"/bg/downloads/{code}/feed/").status_code == 404
        assert feed(client, "/bg/editions/feed/").find(f"{ATOM}entry") is None

    def test_the_handbook_names_its_feed_and_the_catalogue(self, client, made, code, handbook):
        html = client.get(handbook.url).content.decode()

        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" [^>]*"/bg/downloads/{code}/feed/"', html)
        assert f'type="{NAVIGATION}" title="OPDS" href="/bg/opds/"' in html


class TestCatalogue:
    """OPDS 1.2, sections 2 to 5."""

    def test_begins_with_where_one_can_go(self, client, made, home):
        root = feed(client, "/bg/opds/", NAVIGATION)

        assert links(root)["start"]["type"] == NAVIGATION
        entries = root.findall(f"{ATOM}entry")
        for entry in entries:
            (link,) = entry.findall(f"{ATOM}link")
            assert link.get("rel") in ("subsection", "http://opds-spec.org/sort/new")
            assert entry.find(f"{ATOM}content").get("type") == "text"
            assert client.get(urlsplit(link.get("href")).path).headers["Content-Type"] == link.get("type")
        assert len(entries) == 2

    @pytest.mark.parametrize("order", ["all", "new"])
    def test_offers_books_with_cover_and_language(self, client, made, code, handbook, order):
        root = feed(client, f"/bg/opds/{order}/", ACQUISITION)

        assert links(root)["start"]["type"] == links(root)["up"]["type"] == NAVIGATION
        (entry,) = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}summary") == "Училище & <работа>"
        assert entry.findtext(f"{DC}language") == "bg"
        assert entry.findtext(f"{DC}publisher") == "РМА"
        assert entry.findtext(f"{ATOM}rights") == "CC BY-SA 4.0"
        offered = entry.findall(f"{ATOM}link[@rel='http://opds-spec.org/acquisition/open-access']")
        assert {link.get("type") for link in offered} == {"application/epub+zip", "application/pdf"}
        for link in offered:
            assert client.get(urlsplit(link.get("href")).path).status_code == 302
        for rel in ("image", "image/thumbnail"):
            assert links(entry)[f"http://opds-spec.org/{rel}"]["type"] == "image/jpeg"

    def test_a_drawing_is_no_cover(self, client, made, handbook):
        svg = ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>', name="drawing.svg")
        handbook.cover = CustomImage.objects.create(title="drawing", file=svg)
        handbook.save_revision().publish()
        building.cache.clear()

        (entry,) = feed(client, "/bg/opds/all/", ACQUISITION).findall(f"{ATOM}entry")
        assert "http://opds-spec.org/image" not in links(entry)

    def test_knows_no_other_order(self, client, home):
        assert client.get("/bg/opds/old/").status_code == 404


class TestLinkedData:
    @pytest.fixture
    def data(self, client, made, handbook):
        html = client.get(handbook.url).content.decode()
        return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])

    def test_says_what_the_handbook_is(self, data, handbook):
        assert data["@type"] == "Book"
        assert data["name"] == handbook.title
        assert data["description"] == "Училище & <работа>"
        assert data["inLanguage"] == "bg"
        assert [author["name"] for author in data["author"]] == ["А. Иванова", "Б. Петров"]
        assert data["publisher"][0]["name"] == "РМА"
        assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        assert date.fromisoformat(data["datePublished"])

    def test_names_each_file_of_the_newest_text_and_of_editions(self, data):
        files = {(file.get("bookEdition"), file["encodingFormat"]) for file in data["workExample"]}

        types = {"application/epub+zip", "application/pdf", "text/plain"}
        assert files == {(edition, kind) for edition in (None, "1") for kind in types}

    def test_a_text_cannot_end_the_element(self):
        assert ld_script({"name": "</script><script>alert(1)//&"}).count("<") == 2

    @pytest.mark.parametrize(
        ("licence", "address"),
        [
            ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
            ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
            ("All rights reserved", ""),
        ],
    )
    def test_licences_are_known_by_their_address(self, licence, address):
        assert licence_address(licence) == address
