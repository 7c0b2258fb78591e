"""A report's files: types in Excel, one table in CSV, and a PDF file that says everything in text."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import picture
from tests.factories.translations import translate


def send(client, project, kind, **query):
    """Return the content of a report's file."""
    response = client.get(reverse("project_report_file", args=[project.pk, kind]), query)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return response.content


@pytest.fixture
def book(manager, project, debate):
    return openpyxl.load_workbook(BytesIO(send(manager, project, "xlsx", language="bg")))


def text_of(content):
    """Return the text of a PDF file with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_excel_has_a_sheet_for_each_part(book):
    assert len(book.sheetnames) == 7
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_in_excel_numbers_are_numbers_and_dates_are_dates(book):
    _about, indicators, publicity, rollup, events, participants, _counted = book

    line = indicators[2]
    assert [cell.value for cell in line[:5]] == ["Обучени 0", "души", 300, 259, 86]
    assert [cell.data_type for cell in line[:6]] == ["s", "s", "n", "n", "n", "d"]
    assert line[5].value.date() == date(2015, 6, 1)
    assert [cell.value for cell in publicity[2][2:4]] == [750, 500]
    assert [cell.value for cell in rollup[2]][2:] == [9, 1]
    event = events[2]
    assert [event[place].data_type for place in (2, 3, 6)] == ["d", "d", "n"]
    assert (event[2].value.date(), event[6].value) == (date(2015, 5, 31), 259)
    assert [row[4].value for row in participants][1:] == [132, 127]


def test_in_excel_the_rows_add_up(book):
    events, participants = book.worksheets[4:6]

    assert sum(row[4].value for row in list(participants)[1:]) == list(events)[-1][6].value == 259


def test_csv_is_one_table_that_a_program_can_read(manager, project, debate):
    content = send(manager, project, "csv", language="bg").decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content)))

    assert {len(row) for row in rows} == {9}
    assert ["participants", "Дебат", "Щип", "Община Щип", "2015-05-31", "2015-06-01"] in [row[:6] for row in rows]
    assert [row[-1] for row in rows if row[0] == "participants"] == ["132", "127"]
    assert [row[-2:] for row in rows if row[0] == "publicity"] == [["750", "500"]]


def test_the_pdf_file_says_the_figures_the_funding_and_its_language(manager, project, debate):
    content = send(manager, project, "pdf", language="bg")
    text = text_of(content)

    for words in ("По проект Мостове с пари на ЕС.", "BG051-1.2", "132", "127", "259", "750", "500", "Община Стражица"):
        assert words in text
    root = PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/Lang"] == "bg"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_each_chart_of_the_pdf_file_has_words(manager, project, debate):
    """Bars are figures with an alternative text, and the emblem is one."""
    root = PdfReader(BytesIO(send(manager, project, "pdf", language="bg"))).trailer["/Root"]

    def figures(node):
        for child in node.get("/K", []) if isinstance(node.get("/K"), list) else [node.get("/K")]:
            child = child.get_object() if hasattr(child, "get_object") else child
            if isinstance(child, dict) and "/S" in child:
                if child["/S"] == "/Figure":
                    yield child.get("/Alt", "")
                yield from figures(child)

    words = list(figures(root["/StructTreeRoot"]))
    assert len(words) == 4
    assert all(words)
    assert any("750" in text and "500" in text for text in words)


def test_a_logo_comes_along(manager, project, debate):
    project.programme.emblem, project.programme.logo = "logo", picture("logo.png", (60, 30))
    project.programme.save()

    pages = PdfReader(BytesIO(send(manager, project, "pdf", language="bg"))).pages

    assert len(pages[0].images) == 1


def test_files_are_of_the_period_and_language_that_were_asked_for(manager, home, project, debate):
    for page in (home, project.get_parent().specific, project):
        translate(page, "en")

    text = text_of(send(manager, project, "pdf", start="2015-01-01", end="2015-05-31", language="en"))

    assert "1 January 2015 to 31 May 2015" in text
    assert "259" not in text


@pytest.mark.parametrize(
    ("kind", "query"),
    [("doc", {}), ("csv", {"start": "2015-02-01", "end": "2015-01-01"}), ("csv", {"language": "de"})],
    ids=["kind", "days", "language"],
)
def test_what_does_not_exist_is_not_sent(manager, project, kind, query):
    assert manager.get(reverse("project_report_file", args=[project.pk, kind]), query).status_code == 404
