"""What the screen and the PDF file show of a report: charts beside tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cms.core.tables import Rows, Sheet

from .charts import Bars, Row, bars_of
from .report import Report
from .tables import gathered, period_in_words, sheets_of


class Part(NamedTuple):
    """A table with its title and heading, and bars for what was planned."""

    title: str
    heading: Sequence[str]
    rows: Rows
    bars: list[Bars]


def parts_of(report: Report) -> dict[str, Any]:
    """Return the period in words and the parts that have rows: the tables of the Excel file, but for its first sheet,
    whose facts stand in the heading, and with participants gathered by event.
    """
    _about, indicators, publicity, rollup, events, _participants, counted = sheets_of(report)
    parts = [
        _part(indicators, [(line.name, line.unit, line.planned, line.reached) for line in report.indicators]),
        _part(publicity, [(line.name, line.unit, line.target, line.done) for line in report.publicity]),
        _part(rollup, [(f"{line.kind} {line.place}", "", line.planned, line.done) for line in report.rollup.lines]),
        *map(_part, (events, gathered(report), counted)),
    ]
    return {"period": period_in_words(report.period), "parts": [part for part in parts if part.rows]}


def _part(sheet: Sheet, planned: Sequence[Row] = ()) -> Part:
    return Part(sheet.title, sheet.rows[0], sheet.rows[1:], bars_of(planned))
