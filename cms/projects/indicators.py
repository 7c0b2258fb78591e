"""Planned and reached values of a project; pages and reports read them here, so they show the same numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from cms.languages.localized import in_language, live_pages_in

from . import metrics
from .metrics import EVER, Period


class Evidence(NamedTuple):
    """A page or link that readers may follow; for a link without a title its address stands."""

    title: str
    address: str


class Line(NamedTuple):
    """An indicator in one language: name and unit, planned and reached in the period, the latest day of a reached
    value. `reached` is None where nobody has said anything; `pk` is its row's.
    """

    name: str
    unit: str
    planned: Decimal | None
    reached: Decimal | None
    metric: str
    day: date | None
    evidence: list[Evidence]
    pk: int

    @property
    def in_percent(self) -> int | None:
        """How much of what was planned was reached, rounded down; None where one of them is missing."""
        return int(self.reached * 100 / self.planned) if self.planned and self.reached is not None else None


def indicators_of(
    source: Any, language: str, period: Period = EVER, figures: Mapping[str, int] | None = None
) -> list[Line]:
    """Return the indicators of a project's source page in their order, for readers of `language`.

    `figures` are the metrics of the period, if they were counted already.
    """
    lines = entered(source, language, period)
    if figures is None:
        figures = metrics.values(source, period, {line.metric for line in lines})
    return counted(lines, figures)


def entered(source: Any, language: str, period: Period = EVER) -> list[Line]:
    """Return the indicators with what editors entered (four queries)."""
    rows = [
        (row, [value for value in row.values.all() if value.date in period])
        for row in source.indicators.select_related("indicator").prefetch_related("values__page")
    ]
    names = in_language([row.indicator for row, _values in rows], language)
    told = live_pages_in([value.page for _row, values in rows for value in values if value.page], language)
    pages = {page.translation_key: Evidence(page.title, page.url or "") for page in told}
    return [
        Line(
            name.name,
            name.unit,
            row.planned,
            sum((value.value for value in values), Decimal(0)) if values else None,
            row.metric,
            max((value.date for value in values), default=None),
            list(dict.fromkeys(found for value in values for found in _shown(value, pages))),
            row.pk,
        )
        for (row, values), name in zip(rows, names, strict=True)
    ]


def counted(lines: list[Line], figures: Mapping[str, int]) -> list[Line]:
    """Return the indicators with what the site counts (metrics by name) added to what was entered."""
    return [
        line._replace(reached=(line.reached or Decimal(0)) + figures[line.metric]) if line.metric in figures else line
        for line in lines
    ]


def _shown(value: Any, pages: dict[Any, Evidence]) -> list[Evidence]:
    """Return what readers may see of a value's evidence. Files aren't shown: there may be names in them."""
    page = pages.get(value.page.translation_key) if value.page else None
    return [*([page] if page else []), *([Evidence(value.link, value.link)] if value.link else [])]
