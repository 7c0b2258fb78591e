"""A cohort's overview as a file for spreadsheets."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import AttendanceEvidence, Cohort
from .overview import Overview

# A spreadsheet takes text that begins so for a formula and runs it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
GROUPS = ("help", "under_way", "not_begun", "finished")


def group_names() -> dict[str, str]:
    """Return what the groups of members are called, those first who need a trainer first."""
    names = (_("Need help now"), _("Under way"), _("Not begun"), _("Finished"))
    return dict(zip(GROUPS, names, strict=True))


def rows_of(overview: Overview) -> list[list[Any]]:
    """Return the table: a heading, then a row for each member."""
    words = {"finished": _("finished"), "begun": _("begun"), "none": ""}
    names = group_names()
    heading = [_("Name"), _("Joined on"), _("State"), _("Lessons finished"), _("Sessions present"), _("Last worked on")]
    heading += [f"{numbers.lesson.number}. {numbers.lesson.title}" for numbers in overview.lessons]
    return [
        heading,
        *(
            [
                standing.membership.learner.name,
                timezone.localdate(standing.membership.joined_at).isoformat(),
                names[standing.group],
                standing.finished,
                standing.attended,
                timezone.localdate(standing.last_at).isoformat() if standing.last_at else "",
                *(words[state] for state in standing.states),
            ]
            for standing in overview.standings
        ),
    ]


def evidence_rows_of(cohort: Cohort) -> list[list[Any]]:
    """Return what stands below the table if people are gone and their attendance is kept as evidence: a row for each
    person and session.
    """
    evidence = AttendanceEvidence.objects.needed().filter(session__cohort=cohort).select_related("session")
    rows = [[row.name, row.session.on.isoformat(), row.session.topic, row.get_status_display()] for row in evidence]
    heading = [_("Name"), _("Date"), _("Topic"), _("Attendance")]
    return (
        [[], [_("Kept as evidence for the project: people whose records were deleted")], heading, *rows] if rows else []
    )


def to_csv(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a table as CSV.

    An apostrophe keeps texts from being formulas; the mark at the start tells Excel that it is UTF-8.
    """
    out = StringIO()
    csv.writer(out).writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a table as an Excel file, every text typed as text."""
    from openpyxl import Workbook  # takes long to load
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
