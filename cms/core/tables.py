"""Tables as files for spreadsheets: CSV and XLSX."""

import csv
import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from io import BytesIO, StringIO
from textwrap import wrap
from typing import Any, NamedTuple

from django.utils.translation import get_language_bidi

Rows = Sequence[Sequence[Any]]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

# A spreadsheet takes text that begins so for a formula and runs it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# What a sheet's name can't hold, and how long it may be (ECMA-376, and what Excel and LibreOffice refuse).
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
WIDEST = 60
LINE_HEIGHT = 15  # in points, as the format's own rows have


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
    """Return sheets as an Excel file: every text typed as text, numbers as numbers, dates as dates.

    Where the active language runs from right to left, so do the columns.
    """
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
    from openpyxl.styles import Alignment
    from openpyxl.styles.fonts import DEFAULT_FONT
    from openpyxl.utils import get_column_letter

    plain = Alignment(vertical="top", wrap_text=True)
    # Set to the right like a number, a date would touch the text beside it.
    of_dates = Alignment(vertical="top", horizontal="center")
    bold = copy(DEFAULT_FONT)
    bold.bold = True
    widths: dict[int, int] = {}
    heights: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = of_dates if isinstance(value, date) else plain
            if number == 1:
                cell.font = bold
            lines = str(value).splitlines()
            widths[place] = max(widths.get(place, 0), *map(len, lines), 0)
            heights[number] = max(heights.get(number, 1), sum(map(_lines_of, lines)))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = min(width, WIDEST) + 2
    for number, height in heights.items():
        if height > 1:
            # LibreOffice doesn't make a row higher by itself.
            sheet.row_dimensions[number].height = height * LINE_HEIGHT
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = get_language_bidi()
    _fit_to_paper(sheet)


def _lines_of(text: str) -> int:
    """Return about how many lines a text takes in the widest column; fonts and scripts differ, so rather too many."""
    return 1 if len(text) <= WIDEST else len(wrap(text, int(WIDEST * 0.9)))


def _fit_to_paper(sheet: Any) -> None:
    """Print all columns side by side, on as many pages as the rows need, each with the heading."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
