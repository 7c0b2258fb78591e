"""Tables as files: what stands in a cell stays what it is."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest

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
