"""Tables as files for spreadsheets: CSV and XLSX."""

import csv
import re
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any, NamedTuple

Rows = Sequence[Sequence[Any]]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

# A spreadsheet takes text that begins so for a formula and runs it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# What a sheet's name can't hold, and how long it may be (ECMA-376, and what Excel and LibreOffice refuse).
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
WIDEST = 60


class Sheet(NamedTuple):
    """A sheet of a file: its name and its rows, the first of which is the heading."""

    title: str
    rows: Rows


def to_csv(rows: Rows) -> bytes:
    """Return a table as CSV.

    An apostrophe keeps texts from being formulas; the mark at the start tells Excel that it is UTF-8.
    """
    out = StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(*sheets: Sheet) -> bytes:
    """Return sheets as an Excel file: every text typed as text, numbers as numbers, dates as dates."""
    from openpyxl import Workbook  # takes long to load

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(NOT_IN_TITLES.sub(" ", sheet.title)[:LONGEST_TITLE]), sheet.rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, rows: Rows) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
            widths[place] = max(widths.get(place, 0), len(str(value)))
    sheet.freeze_panes = "A2"
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = min(width, WIDEST) + 2


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
