"""What the screen and the PDF file show of a report: charts beside tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cms.core.tables import Rows

from .charts import Bars, bars_of
from .report import Report
from .tables import period_in_words, sheets_of


class Part(NamedTuple):
    """A table with its title and heading, and bars for what was planned."""

    title: str
    heading: Sequence[str]
    rows: Rows
    bars: list[Bars]


def parts_of(report: Report) -> dict[str, Any]:
    """Return the period in words and the parts that have rows: the tables of the Excel file, but for its first sheet,
    whose facts stand in the heading.
    """
    charts = [
        bars_of((line.name, line.unit, line.planned, line.reached) for line in report.indicators),
        bars_of((measure.name, measure.unit, measure.target, measure.done) for measure in report.publicity),
        bars_of((f"{line.kind} {line.place}".strip(), "", line.planned, line.done) for line in report.rollup.lines),
    ]
    _about, *sheets = sheets_of(report)
    bars = [*charts, *([] for _sheet in sheets[len(charts) :])]
    return {
        "period": period_in_words(report.period),
        "parts": [
            Part(sheet.title, sheet.rows[0], sheet.rows[1:], own)
            for sheet, own in zip(sheets, bars, strict=True)
            if len(sheet.rows) > 1
        ],
    }
