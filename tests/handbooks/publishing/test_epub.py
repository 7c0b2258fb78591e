"""A handbook as an EPUB file."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.conf import settings
from lxml import etree
from PIL import Image

from handbooks.publishing.book import Book, read_book
from handbooks.publishing.covers import draw_cover
from handbooks.publishing.epub import EPUB, to_xhtml
from handbooks.publishing.formats import all_formats
from handbooks.publishing.problems import ContentProblem
from tests.factories import (
    ChapterPageFactory,
    FundingProgrammeFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    case,
    choice_question,
    picture,
    recording,
    rich,
    stream,
)

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


class Opened:
    """A file, opened as an e-reader does."""

    def __init__(self, content: bytes):
        self.zip = ZipFile(BytesIO(content))

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(f"EPUB/{name}"))

    def find(self, name: str, path: str) -> list[Any]:
        """Return what an XPath finds in a document."""
        return self.tree(name).xpath(path, namespaces=NAMES)

    def text(self, name: str) -> str:
        """Return the words of a document, without superfluous spaces."""
        return " ".join("".join(self.tree(name).itertext()).split())


def write(book: Book | None, progress: list[float] | None = None) -> bytes:
    assert book is not None
    file = BytesIO()
    EPUB.write(book, file, (progress if progress is not None else []).append)
    return file.getvalue()


@pytest.fixture
def read(handbook):
    """Return a function that reads the handbook as it is now."""

    def book(**fields: Any) -> Book:
        found = read_book(handbook.translation_key, "bg")
        assert found is not None
        return replace(found, **fields)

    return book


@pytest.fixture
def opened(read):
    """Return a function that writes the handbook and opens the file."""
    return lambda **fields: Opened(write(read(**fields)))


def test_is_one_of_the_formats():
    assert all_formats()["epub"] is EPUB
    assert (EPUB.suffix, EPUB.media_type) == ("epub", "application/epub+zip")


def test_begins_with_its_type_uncompressed_as_readers_look_there(opened):
    file = opened().zip
    first = file.infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert file.read("mimetype") == b"application/epub+zip"
    assert b'full-path="EPUB/package.opf"' in file.read("META-INF/container.xml")


def test_every_file_is_in_the_manifest_and_every_document_in_the_spine(handbook, opened):
    body = stream(("picture", {"picture": picture().pk, "picture_alt": "Училище", "caption": ""}), choice_question())
    ChapterPageFactory(parent=handbook, slug="school", body=body)

    file = opened()
    items = {item.get("id"): item.get("href") for item in file.find("package.opf", "//opf:item")}
    in_zip = {name.removeprefix("EPUB/") for name in file.zip.namelist() if name.startswith("EPUB/")}
    spine = [items[item.get("idref")] for item in file.find("package.opf", "//opf:itemref")]

    assert set(items.values()) == in_zip - {"package.opf"}
    assert spine == ["cover.xhtml", "title.xhtml", "nav.xhtml", "chapter-1.xhtml", "answers.xhtml"]


def test_says_what_it_is(handbook, opened):
    handbook.subtitle, handbook.authors, handbook.summary = "Първи стъпки", "Мария & Амина", "За новите."
    handbook.save_revision().publish()

    metadata = opened(text_date=date(2026, 3, 1), edition="2", publishers=("А", "Б"), topics=("Училище",))

    def values(path: str) -> list[str]:
        return [element.text for element in metadata.find("package.opf", path)]

    assert values("//dc:title") == ["Често срещани случаи", "Първи стъпки"]
    assert values("//dc:creator") == ["Мария & Амина"]
    assert values("//dc:publisher") == ["А", "Б"]
    assert values("//dc:language") == ["bg"]
    assert values("//dc:date") == ["2026-03-01"]
    assert values("//opf:meta[@property='dcterms:modified']") == ["2026-03-01T00:00:00Z"]
    assert values("//dc:rights") == ["CC BY-SA 4.0"]
    assert values("//dc:subject") == ["Училище"]
    assert values("//dc:description") == ["За новите."]
    assert values("//dc:source") == [f"{settings.BASE_URL}/bg/handbooks/common-cases/"]
    assert values("//opf:meta[@property='schema:bookEdition']") == ["2"]


def test_says_how_accessible_it_is(handbook, opened):
    def values(name: str) -> list[str]:
        return [e.text for e in opened().find("package.opf", f"//opf:meta[@property='schema:{name}']")]

    ChapterPageFactory(parent=handbook, slug="first-days")
    assert values("accessMode") == ["textual"]
    assert "alternativeText" not in values("accessibilityFeature")

    ChapterPageFactory(parent=handbook, slug="school", picture=picture(), picture_alt="Училище")
    assert values("accessMode") == ["textual", "visual"]
    assert values("accessModeSufficient") == ["textual"]
    assert "alternativeText" in values("accessibilityFeature")
    assert values("accessibilityHazard") == ["none"]
    assert values("accessibilitySummary")


def test_is_known_by_one_identifier_whatever_is_edited_and_by_another_in_another_language(handbook, read):
    def identifier(book: Book) -> str:
        return Opened(write(book)).find("package.opf", "//dc:identifier")[0].text

    first = read()
    handbook.title = "Друго заглавие"
    handbook.save_revision().publish()

    assert identifier(first) == identifier(read())
    assert identifier(first).startswith("urn:uuid:")
    assert len({identifier(replace(first, language=language)) for language in ("bg", "en", "bg-simple")}) == 3


def test_the_same_book_makes_the_same_bytes(handbook, read):
    ChapterPageFactory(parent=handbook, slug="school", picture=picture(), picture_alt="Училище")
    book = read(text_date=date(2026, 3, 1))

    assert write(book) == write(book)
    assert {info.date_time for info in ZipFile(BytesIO(write(book))).infolist()} == {(2026, 3, 1, 0, 0, 0)}


def test_characters_that_xml_forbids_are_left_out(handbook, opened):
    ChapterPageFactory(parent=handbook, title="Учи\x0bлище", slug="school", body=stream(rich("Вся\x1fко\uffff дете")))

    file = opened()

    assert "Училище" in file.text("nav.xhtml")
    assert "Всяко дете" in file.text("chapter-1.xhtml")


def test_easy_language_is_the_spoken_language_to_readers_and_said_in_words(handbook, opened):
    file = opened(language="bg-simple")

    assert file.find("package.opf", "//dc:language")[0].text == "bg"
    assert file.find("package.opf", "//dc:title")[0].text == "Често срещани случаи (Лесен език)"
    assert "easy" in file.find("title.xhtml", "//h:body")[0].get("class").split()


@pytest.mark.parametrize(("language", "direction"), [("bg", "ltr"), ("ar", "rtl"), ("ar-simple", "rtl")])
def test_pages_turn_as_the_language_runs(handbook, opened, language, direction):
    ChapterPageFactory(parent=handbook, slug="school")
    file = opened(language=language)
    documents = [name for name in file.zip.namelist() if name.endswith(".xhtml")]

    assert file.find("package.opf", "//opf:spine")[0].get("page-progression-direction") == direction
    for name in documents:
        root = file.tree(name.removeprefix("EPUB/"))
        spoken = language.removesuffix("-simple")
        assert (root.get("dir"), root.get("lang")) == (direction, spoken)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == spoken


def test_the_contents_list_chapters_with_their_headings(handbook, opened):
    heading = ("heading", {"text": "Кой записва?", "level": "2", "picture": None, "picture_alt": ""})
    smaller = ("heading", {"text": "По-малко", "level": "3", "picture": None, "picture_alt": ""})
    unwritten = ("heading", {"text": " ", "level": "2", "picture": None, "picture_alt": ""})
    ChapterPageFactory(parent=handbook, title="Училище", slug="school", body=stream(heading, smaller, unwritten))

    file = opened()
    toc, landmarks = file.find("nav.xhtml", "//h:nav")
    links = {link.text: link.get("href") for link in toc.iter(f"{{{NAMES['h']}}}a")}
    place = links.pop("Кой записва?")

    assert links == {"Често срещани случаи": "title.xhtml", "Училище": "chapter-1.xhtml"}
    name, anchor = place.split("#")
    assert file.find(name, f"//*[@id='{anchor}']//h:h2")[0].text == "Кой записва?"
    kinds = [link.get(EPUB_TYPE) for link in landmarks.iter(f"{{{NAMES['h']}}}a")]
    assert kinds == ["cover", "titlepage", "toc", "bodymatter"]
    assert [e.text for e in file.find("toc.ncx", "//ncx:navLabel/ncx:text")] == ["Често срещани случаи", "Училище"]


def test_links_lead_to_chapters_in_the_file_to_notes_and_back_and_else_to_the_site(handbook, home, opened):
    target = ChapterPageFactory(parent=handbook, title="Документи", slug="papers")
    text = (
        f'Вижте <a linktype="page" id="{target.pk}">Документи</a>, '
        f'<a linktype="page" id="{home.pk}">сайта</a> и <a href="https://example.org/а б">закона</a>.'
    )
    note = ("footnote", {"text": "<p>Наредба 3</p>"})
    ChapterPageFactory(parent=handbook, slug="school", body=stream(rich(text), note))

    file = opened()
    links = {link.text: link for link in file.find("chapter-2.xhtml", "//h:a")}

    assert links["Документи"].get("href") == "chapter-1.xhtml"
    assert links["сайта"].get("href") == f"{settings.BASE_URL}/bg/"
    assert links["закона"].get("href") == "https://example.org/%D0%B0%20%D0%B1"
    assert (links["1"].get("href"), links["1"].get("role"), links["1"].get(EPUB_TYPE)) == (
        "#note-1",
        "doc-noteref",
        "noteref",
    )
    (notes,) = file.find("chapter-2.xhtml", "//h:section[@role='doc-endnotes']")
    assert "Наредба 3" in "".join(notes.itertext())
    assert links["↩"].get("href") == f"#{links['1'].get('id')}"


def test_every_inner_link_arrives(handbook, opened):
    body = stream(
        rich("Текст"), ("footnote", {"text": "<p>Бележка</p>"}), choice_question(), case({1: [2, 3], 2: [3]}, (3,))
    )
    ChapterPageFactory(parent=handbook, slug="school", body=body)
    file = opened()
    documents = [name.removeprefix("EPUB/") for name in file.zip.namelist() if name.endswith(".xhtml")]
    anchors = {name: set(file.tree(name).xpath("//@id")) for name in documents}

    for name in documents:
        for address in file.tree(name).xpath("//@href"):
            place, _, anchor = address.partition("#")
            if "://" not in address and not address.endswith(".css"):
                assert not anchor or anchor in anchors[place or name], address


def test_answers_stand_at_the_end_and_lead_back_to_their_questions(handbook, opened):
    open_question = ("open_question", {"text": "Какво мислите?", "help": "", "picture": None, "picture_alt": ""})
    ChapterPageFactory(parent=handbook, title="А", slug="a", body=stream(open_question, choice_question("Първи?")))
    ChapterPageFactory(parent=handbook, title="Б", slug="b", body=stream(choice_question("Втори?")))

    file = opened()
    questions = file.find("answers.xhtml", "//h:h3/h:a")

    assert [link.text.split()[-1] for link in questions] == ["2", "3"]
    assert [link.get("href").split("#")[0] for link in questions] == ["chapter-1.xhtml", "chapter-2.xhtml"]
    assert "Втори?" in file.text("answers.xhtml")
    assert "Какво мислите?" not in file.text("answers.xhtml")
    assert "Feedback 1" not in file.text("chapter-1.xhtml")


def test_a_book_without_questions_has_no_answers(handbook, opened):
    ChapterPageFactory(parent=handbook, slug="school", body=stream(rich("Текст")))

    assert "EPUB/answers.xhtml" not in opened().zip.namelist()


def test_a_recording_is_read_and_its_place_on_the_site_is_linked(handbook, opened):
    value = {"media": recording().pk, "title": "Поздрав", "transcript": "<p>Добър ден!</p>"}
    ChapterPageFactory(parent=handbook, slug="school", body=stream(("recording", value)))

    file = opened()
    address = file.find("chapter-1.xhtml", "//h:div[contains(@class, 'b-recording')]//h:a")[0].get("href")

    assert "Добър ден!" in file.text("chapter-1.xhtml")
    assert address.startswith(f"{settings.BASE_URL}/bg/handbooks/common-cases/school/#b-")
    assert not [name for name in file.zip.namelist() if name.endswith(".mp3")]


def test_the_title_page_shows_who_paid_and_who_answers(handbook, home, opened):
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    project = ProjectPageFactory(
        parent=index, title="Мост", programme=FundingProgrammeFactory(), contract_number="BG-1", state="running"
    )
    handbook.project = project
    handbook.save_revision().publish()

    file = opened(edition="2", text_date=date(2026, 3, 1))

    assert "Проектът „Мост“, договор BG-1, се финансира от Европейския съюз." in file.text("title.xhtml")
    assert "Отговорността носи" in file.text("title.xhtml")
    (emblem,) = file.find("title.xhtml", "//h:img[@class='emblem']")
    assert emblem.get("alt")
    assert file.tree(emblem.get("src")).tag == "{http://www.w3.org/2000/svg}svg"
    assert "1 март 2026" in file.text("title.xhtml")
    assert "CC BY-SA 4.0" in file.text("title.xhtml")


def test_a_programme_with_a_logo_shows_it_in_place_of_the_emblem(handbook, home, opened):
    programme = FundingProgrammeFactory(emblem="logo", logo=picture("logo.png"))
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    handbook.project = ProjectPageFactory(parent=index, programme=programme, state="running")
    handbook.save_revision().publish()

    file = opened()
    (logo,) = file.find("title.xhtml", "//h:span[@class='emblem']/h:img")

    assert logo.get("alt") == programme.name
    assert f"EPUB/{logo.get('src')}" in file.zip.namelist()
    assert "EPUB/pictures/emblem.svg" not in file.zip.namelist()


def test_a_picture_is_described_and_stands_in_the_file_once(handbook, opened):
    shown = picture()
    block = ("picture", {"picture": shown.pk, "picture_alt": "Децата учат", "caption": ""})
    ChapterPageFactory(parent=handbook, slug="a", body=stream(block))
    ChapterPageFactory(parent=handbook, slug="b", body=stream(block))

    file = opened()
    (first,), (second,) = (file.find(f"chapter-{number}.xhtml", "//h:img") for number in (1, 2))

    assert first.get("alt") == "Децата учат"
    assert first.get("src") == second.get("src")
    assert [name for name in file.zip.namelist() if "/pictures/" in name] == [f"EPUB/{first.get('src')}"]


def test_a_missing_picture_is_a_problem_with_its_chapter(handbook, read):
    lost = picture("lost.png")
    body = stream(("picture", {"picture": lost.pk, "picture_alt": "Училище", "caption": ""}))
    ChapterPageFactory(parent=handbook, title="Училище", slug="school", body=body)
    lost.file.storage.delete(lost.file.name)

    with pytest.raises(ContentProblem) as problem:
        write(read())

    assert problem.value.chapter == "Училище"
    assert "lost.png" in problem.value.message


def test_progress_grows_to_the_end(handbook, read):
    ChapterPageFactory(parent=handbook, slug="school", picture=picture(), picture_alt="Училище")
    shares: list[float] = []

    write(read(), shares)

    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert shares[-1] == 1


class TestMarkup:
    """HTML becomes XHTML that every reader takes."""

    @pytest.mark.parametrize(
        ("html", "xhtml"),
        [
            ("<p>a<br>b&nbsp;&amp;</p>", "<p>a<br/>b\xa0&amp;</p>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            ("<p><b></b><img src=x alt=></p>", '<p><b></b><img src="x" alt=""/></p>'),
            ('<a href=" https://example.org/a b ">x</a>', '<a href="https://example.org/a%20b">x</a>'),
        ],
        ids=["void elements and entities", "left open", "empty elements", "addresses"],
    )
    def test_becomes_well_formed(self, html, xhtml):
        assert to_xhtml(html) == xhtml


class TestCover:
    """It is a JPEG: many shelves show no SVG."""

    @pytest.fixture
    def book(self, read):
        return read()

    def photo(self, size: tuple[int, int]) -> bytes:
        file = BytesIO()
        Image.new("RGB", size, "#ff0000").save(file, "PNG")
        return file.getvalue()

    @pytest.mark.parametrize("language", ["bg", "ar-simple"])
    @pytest.mark.parametrize(
        "title", ["А", "дълго заглавие " * 20, "الحياة في بلغاريا"], ids=["short", "long", "Arabic"]
    )
    def test_is_higher_than_wide_whatever_the_title(self, book, language, title):
        cover = Image.open(BytesIO(draw_cover(replace(book, title=title, language=language))))

        assert (cover.format, cover.size) == ("JPEG", (1200, 1600))

    def test_shows_a_photo_below_the_title(self, book):
        cover = Image.open(BytesIO(draw_cover(book, self.photo((1600, 1000)))))

        assert cover.getpixel((600, 1500))[0] > 200
        assert cover.getpixel((10, 10))[0] < 50

    def test_is_what_a_designer_made_where_that_is_higher_than_wide(self, book):
        cover = Image.open(BytesIO(draw_cover(book, self.photo((900, 1200)))))

        assert cover.size == (900, 1200)

    def test_says_nothing_where_arabic_letters_could_not_be_joined(self, book, monkeypatch):
        arabic = replace(book, title="الحياة في بلغاريا", language="ar")
        with_title = draw_cover(arabic)
        monkeypatch.setattr("PIL.features.check", lambda name: False)

        assert draw_cover(arabic) != with_title
        assert draw_cover(arabic) == draw_cover(replace(arabic, title=""))
