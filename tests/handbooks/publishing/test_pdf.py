"""Handbooks on paper: what is in the files, and that programs and people find their way in them."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from cms.projects.funding import Funding
from handbooks.publishing.book import read_book
from handbooks.publishing.pdf import FORMATS
from handbooks.publishing.problems import ContentProblem
from tests.factories import ChapterPageFactory
from tests.factories.bodies import an_id, case, choice_question, items, rich, stream
from tests.factories.rows import picture
from tests.handbooks.publishing.printing import elements, recovered, text_of

MILLIMETRE = 72 / 25.4
FUNDING = Funding(
    programme="Програма",
    emblem="eu",
    logo_url="",
    statement="",
    disclaimer="",
    compact="",
    document_statement="Проектът се финансира от Европейския съюз.",
    document_disclaimer="Мнението е на авторите.",
    project="Мостове",
    project_url="",
)
ROWS = 120


def heading(text, level="2"):
    return "heading", {"text": text, "level": level, "picture": None, "picture_alt": ""}


def shown(image, alt="Семейство пред къща"):
    return "picture", {"picture": image.pk, "picture_alt": alt, "caption": ""}


def table(rows):
    cells = [{"cells": items(f"row-{n}", [f"Ред {n}", f"Клетка {n}"])} for n in range(rows)]
    columns = items("columns", ["Услуга", "Срок"])
    return "table", {"caption": "Услуги", "columns": columns, "rows": items("rows", cells), "row_headers": True}


@pytest.fixture
def chapters(handbook):
    """Two chapters with everything that needs something of its own on paper."""
    first = ChapterPageFactory(
        parent=handbook,
        title="Документи",
        summary="Кои документи са нужни.",
        body=stream(
            heading("Карта"),
            rich("Картата има срок."),
            ("footnote", {"text": "<p>Закон за чужденците.</p><p>Член втори.</p>"}),
            shown(picture(author="Ана Петрова", licence="CC BY 4.0")),
            ("list", {"items": items("list", ["<p>Паспорт</p>", "<p>Снимка</p>"])}),
            table(ROWS),
        ),
    )
    ChapterPageFactory(
        parent=handbook,
        title="Училище",
        body=stream(
            rich(f'Вижте и <a linktype="page" id="{first.pk}"><b>документите</b></a>.'),
            heading("Слушайте", "3"),
            *[rich("Много думи на един ред, докато страницата се напълни. " * 12) for _n in range(14)],
            choice_question("Какво взимате?"),
            case({1: [2, 3]}, (2, 3), "Ден първи"),
        ),
    )
    return handbook


@pytest.fixture
def made(chapters):
    """Return a function that makes the file of a format and opens it."""

    def make(name="pdf", **changes):
        out, steps = BytesIO(), []
        book = replace(read_book(chapters.translation_key, "bg"), **({"funding": FUNDING} | changes))
        (found,) = (found for found in FORMATS if found.name == name)
        written = found.write(book, out, steps.append)
        assert steps == sorted(steps) and steps[-1] == 1
        reader = PdfReader(out)
        assert written.pages == len(reader.pages)
        return reader

    return make


def pages_of(reader):
    """Return the text of each page, by its number."""
    return {number: page.extract_text() for number, page in enumerate(reader.pages, 1)}


def pages_with(reader, text):
    """Return the numbers of the pages that say something."""
    return [number for number, found in pages_of(reader).items() if text in found]


def millimetres(box):
    return round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)


class TestTheFile:
    def test_says_what_it_is(self, made, chapters):
        chapters.authors, chapters.summary = "А. Автор", "За първите дни."
        chapters.save_revision().publish()

        reader = made()
        assert reader.metadata.title == "Често срещани случаи"
        assert (reader.metadata.author, reader.metadata.subject) == ("А. Автор", "За първите дни.")
        day = read_book(chapters.translation_key, "bg").text_date
        assert reader.metadata.creation_date.date() == reader.metadata.modification_date.date() == day
        root = reader.trailer["/Root"]
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("bg", True)
        assert b"pdfuaid:part" in root["/Metadata"].get_data()

    @pytest.mark.parametrize(
        ("name", "trimmed", "whole"),
        [("pdf", (210, 297), (210, 297)), ("booklet", (148, 210), (148, 210)), ("press", (210, 297), (230, 317))],
    )
    def test_has_the_size_of_its_paper(self, made, name, trimmed, whole):
        reader = made(name)

        assert {(millimetres(page.trimbox), millimetres(page.mediabox)) for page in reader.pages} == {(trimmed, whole)}

    def test_of_a_print_shop_has_what_is_cut_off(self, made):
        page = made("press").pages[0]

        assert float(page.trimbox.left) - float(page.bleedbox.left) >= 3 * MILLIMETRE

    def test_is_led_through_by_bookmarks(self, made):
        outline = made().outline

        # A list stands for what is below the entry before it.
        assert [entry.title for entry in outline if not isinstance(entry, list)] == [
            "Съдържание",
            "1. Документи",
            "2. Училище",
            "Отговори",
        ]
        assert [entry.title for entry in outline[2]] == ["Карта"]

    def test_is_turned_from_right_to_left_where_it_is_read_so(self, made):
        assert "/Direction" not in made().trailer["/Root"]["/ViewerPreferences"]
        preferences = made(language="ar-simple").trailer["/Root"]["/ViewerPreferences"]
        assert preferences["/Direction"] == "/R2L"


class TestWhoMadeIt:
    def test_cover_and_imprint_say_who_pays(self, made):
        pages = pages_of(made())

        assert FUNDING.document_statement in pages[1] and FUNDING.document_statement in pages[2]
        assert FUNDING.document_disclaimer in pages[2].replace("\n", " ")

    def test_licence_pictures_and_edition_are_named(self, made):
        imprint = pages_of(made(edition="3"))[2]

        assert "CC BY-SA 4.0" in imprint
        assert "Ана Петрова, CC BY 4.0" in imprint
        assert re.search(r"\b3\b", imprint)

    def test_each_chapter_has_its_short_address(self, made, chapters):
        text = text_of(made())

        for chapter in read_book(chapters.translation_key, "bg").chapters:
            assert chapter.short_address.partition("//")[2].rstrip("/") in text.replace("\n", "")


class TestTheWay:
    def test_contents_give_the_page_of_each_chapter_and_heading(self, made):
        reader = made()

        contents = next(text for text in pages_of(reader).values() if text.startswith("Съдържание"))
        for title in ("Документи", "Карта", "Училище", "Отговори"):
            number = int(re.search(rf"{title}\s*(\d+)", contents)[1])
            destination = next(entry for entry in flat(reader.outline) if title in entry.title)
            assert number == reader.get_destination_page_number(destination) + 1

    def test_without_questions_nothing_leads_to_answers(self, made, chapters):
        assert "Отговори" in made().pages[2].extract_text()
        text_only = [replace(chapter, body=[]) for chapter in read_book(chapters.translation_key, "bg").chapters]

        assert pages_with(made(chapters=text_only), "Отговори") == []

    def test_pages_bear_their_number(self, made):
        for number, text in list(pages_of(made()).items())[1:]:
            assert re.search(rf"(^|\n){number}(\n|$)", text)

    def test_question_and_answer_lead_to_each_other(self, made):
        reader = made()

        anchor = an_id(16, "choice_question")[:8]
        question, _key = pages_with(reader, "Какво взимате?")
        (answer,) = pages_with(reader, "Because.")
        assert question != answer
        assert {(f"a-{anchor}", question, answer), (f"b-{anchor}", answer, question)} <= jumps(reader)
        assert f"{answer})" in pages_of(reader)[question]
        assert f"{question})" in pages_of(reader)[answer]

    def test_a_case_is_walked_by_numbers(self, made):
        targets = {name for name, _from, _to in jumps(made())}

        assert {f"c-{an_id(17, 'case')[:8]}-{number}" for number in (2, 3)} <= targets

    def test_a_link_to_another_chapter_says_its_page(self, made):
        reader = made()

        (place,) = [(here, there) for name, here, there in jumps(reader) if name == "chapter-1" and here > 3]
        assert f"{place[1]})" in pages_of(reader)[place[0]]

    def test_a_link_is_one_link_whatever_is_in_it(self, made):
        reader = made()

        parents = parent_tree(reader)
        kinds = {parents[a["/StructParent"]]["/S"] for page in reader.pages for a in annotations(page)}
        assert kinds == {"/Link"}

    def test_footnotes_stand_on_the_page_of_their_mark(self, made):
        reader = made()

        (number,) = [number for number, text in pages_of(reader).items() if "Закон за чужденците." in text]
        assert "Картата има срок." in pages_of(reader)[number]
        assert [e["/ID"] for e in elements(reader) if e.get("/S") == "/Note"]


class TestTheStructure:
    def test_pictures_are_described(self, made):
        alternatives = [e.get("/Alt") for e in elements(made()) if e.get("/S") == "/Figure"]

        assert "Семейство пред къща" in alternatives
        assert all(alternatives)

    def test_no_level_of_headings_is_left_out(self, made):
        levels = [int(e["/S"][2]) for e in elements(made()) if re.fullmatch("/H[1-6]", e.get("/S", ""))]

        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))

    def test_a_long_table_repeats_its_headings(self, made):
        pages = [text for text in pages_of(made()).values() if re.search(r"Ред \d+", text)]

        assert len(pages) > 2
        assert all("Услуга" in text for text in pages)

    def test_every_item_of_a_list_has_a_body(self, made):
        for element in elements(made()):
            if element.get("/S") == "/LI":
                assert {kid.get_object()["/S"] for kid in element["/K"]} <= {"/Lbl", "/LBody"}


@pytest.mark.parametrize("name", ["pdf", "booklet", "press"])
def test_a_lost_picture_is_said_with_its_chapter(chapters, name):
    image = picture("lost.png")
    ChapterPageFactory(parent=chapters, title="Снимки", body=stream(shown(image)))
    image.file.storage.delete(image.file.name)
    (found,) = (found for found in FORMATS if found.name == name)

    with pytest.raises(ContentProblem) as error:
        found.write(read_book(chapters.translation_key, "bg"), BytesIO(), lambda share: None)

    assert error.value.chapter == "Снимки"


def test_only_the_file_for_print_shops_waits_until_somebody_asks():
    assert [(found.name, found.on_request) for found in FORMATS] == [
        ("pdf", False),
        ("booklet", False),
        ("press", True),
    ]


MAKE = """
import json, sys
from io import BytesIO
from django.utils import translation
from handbooks.models import HandbookPage
from handbooks.publishing import pdf
from handbooks.publishing.book import read_book
key = HandbookPage.objects.get(slug="common-cases", locale__language_code="bg").translation_key
book = read_book(key, {language!r})
with open({path!r}, "wb") as file:
    next(f for f in pdf.FORMATS if f.name == {name!r}).write(book, file, lambda share: None)
with translation.override({language!r}):
    html = pdf.page_of(book, pdf.Pictures(pdf.FILES))
print(json.dumps(html))
"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "name", "share"),
    [
        ("bg", "pdf", 0.95),
        ("en", "booklet", 0.95),
        ("uk-simple", "pdf", 0.95),
        ("ar-simple", "pdf", 0.84),
        ("ar-simple", "booklet", 0.84),
    ],
)
def test_the_words_of_a_handbook_come_out_of_its_file_again(demo_site, tmp_path, language, name, share):
    path = str(tmp_path / "handbook.pdf")

    html = demo_site.run(MAKE.format(language=language, name=name, path=path))

    assert recovered(html, PdfReader(path)) >= share


def flat(outline):
    """Yield the entries of an outline, whatever stands below what."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def annotations(page):
    return [annotation.get_object() for annotation in page.get("/Annots", [])]


def jumps(reader):
    """Return the links inside a file as `(anchor, from page, to page)`."""
    places = reader.named_destinations
    return {
        (link["/Dest"], number, reader.get_destination_page_number(places[link["/Dest"]]) + 1)
        for number, page in enumerate(reader.pages, 1)
        for link in annotations(page)
        if "/Dest" in link
    }


def parent_tree(reader):
    """Return the elements of the structure by the numbers that annotations know them by."""
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"].get_object()["/Nums"]
    return {numbers[i]: numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}
