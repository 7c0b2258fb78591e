"""Figures that upper apps count for a project: how many learners, certificates, copies.

An upper app registers a metric in its `AppConfig.ready`; an indicator of a project may be taken from it, and reports
list all of them. Page and report call the same function, so they show the same number.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple


class Period(NamedTuple):
    """Days from `start` to `end`, both included; None: without a beginning or end."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (self.start or day) <= day <= (self.end or day)

    def lookups(self, field: str) -> dict[str, date]:
        """Return the conditions of a filter for rows whose `field` (a date) lies in the period; none without limits."""
        limits = {f"{field}__gte": self.start, f"{field}__lte": self.end}
        return {lookup: day for lookup, day in limits.items() if day}


EVER = Period()

Counter = Callable[[Any, Period], int]


class Metric(NamedTuple):
    """A registered figure: its name in the database, what it is called, how it is counted."""

    name: str
    label: Any
    counter: Counter


_metrics: dict[str, Metric] = {}


def register(name: str, label: Any, counter: Counter) -> None:
    """Register `counter(project, period)`, which gets a project's source page and returns a number.

    `label` is a lazy translation. ValueError for a name that is taken.
    """
    if name in _metrics:
        raise ValueError(f"There is a metric {name} already.")
    _metrics[name] = Metric(name, label, counter)


def choices() -> list[tuple[str, Any]]:
    """Return names and labels of all metrics, for a form."""
    return [(metric.name, metric.label) for metric in _metrics.values()]


def values(project: Any, period: Period = EVER, names: Iterable[str] | None = None) -> dict[str, int]:
    """Return the figures of a project's source page by name: all, or those of `names`, each counted once.

    A metric that isn't registered any more is left out.
    """
    wanted = _metrics.keys() if names is None else set(names)
    return {name: metric.counter(project, period) for name, metric in _metrics.items() if name in wanted}
