"""Planned and reached as bars. Each pair has a scale of its own: what is counted differs from line to line."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

WIDTH = 100


class Bars(NamedTuple):
    """A pair of bars: what is counted, the numbers, and how long the bars are out of `WIDTH`."""

    name: str
    unit: str
    planned: Decimal | int
    reached: Decimal | int
    planned_length: float
    reached_length: float


Row = tuple[str, str, Decimal | int | None, Decimal | int | None]


def bars_of(rows: Iterable[Row]) -> list[Bars]:
    """Return bars for rows (name, unit, planned, reached) that have something planned; what wasn't reached is 0."""
    return [_bars(name, unit, planned, reached or 0) for name, unit, planned, reached in rows if planned]


def _bars(name: str, unit: str, planned: Decimal | int, reached: Decimal | int) -> Bars:
    longest = max(planned, reached)
    lengths = [round(float(max(number, 0) * WIDTH / longest), 1) for number in (planned, reached)]
    return Bars(name, unit, planned, reached, *lengths)
