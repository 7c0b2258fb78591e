"""Tables as files: what stands in a cell stays what it is."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import translation

from cms.core.tables import Sheet, to_csv, to_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def book(*sheets):
    return openpyxl.load_workbook(BytesIO(to_xlsx(*sheets)))


@pytest.mark.parametrize("name", EVIL)
def test_no_text_becomes_a_formula(name):
    (row,) = csv.reader(StringIO(to_csv([[name, 3]]).decode("utf-8-sig"), newline=""))
    assert row == [f"'{name}", "3"]

    assert book(Sheet("1", [[name, 3]])).active["A1"].data_type == "s"


def test_a_sign_that_excel_files_can_not_hold_is_left_out():
    assert book(Sheet("1", [["Ма\x00рия"]])).active["A1"].value == "Мария"


def test_numbers_are_numbers_dates_are_dates_and_nothing_is_nothing():
    (row,) = book(Sheet("1", [[259, Decimal("2.5"), date(2015, 5, 1), None, "259"]])).active.iter_rows()

    assert [cell.data_type for cell in row] == ["n", "n", "d", "n", "s"]
    assert row[0].value == 259
    assert row[2].is_date
    assert row[3].value is None


def test_sheets_stand_in_their_order_under_names_that_excel_takes():
    names = book(Sheet("Кой/кога: [1]", []), Sheet("2" * 40, [])).sheetnames

    assert names == ["Кой кога   1 ", "2" * 31]


def test_a_long_text_wraps_in_a_row_that_is_high_enough():
    sheet = book(Sheet("1", [["дума " * 40, "кратко"], ["първи ред\nвтори ред", ""], ["кратко", ""]])).active

    assert sheet["A1"].alignment.wrap_text
    assert [sheet.row_dimensions[number].height for number in (1, 2, 3)] == [60, 30, None]
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [62, 8]


def test_a_sheet_prints_its_columns_side_by_side_with_the_heading_on_each_page():
    sheet = book(Sheet("1", [["Име"], ["Мария"]])).active

    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")


@pytest.mark.parametrize(("language", "from_the_right"), [("bg", False), ("ar", True)])
def test_columns_run_as_the_language_does(language, from_the_right):
    with translation.override(language):
        assert book(Sheet("1", [["Име"]])).active.sheet_view.rightToLeft is from_the_right
