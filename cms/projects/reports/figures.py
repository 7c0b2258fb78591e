"""The numbers of a report, one by one: to be frozen, and compared with those of another day."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from .report import Report


class Figure(NamedTuple):
    """A number: a key that stays the same from day to day, words, and the number as text without zeros at the end (None
    where nobody has said anything).
    """

    key: str
    label: str
    value: str | None


class Correction(NamedTuple):
    """A number that changed after a period was closed; None where there was or is none."""

    label: str
    then: str | None
    now: str | None


def figures_of(report: Report) -> list[Figure]:
    """Return all numbers of a report, each once."""
    with translation.override(report.language):
        return [Figure(*key_and_label, _text(value)) for key_and_label, value in _sums(_numbers(report)).items()]


def corrections(then: Iterable[Figure], now: Iterable[Figure]) -> list[Correction]:
    """Return what differs, in the order of the earlier figures; what is new stands at the end."""
    before, after = ({figure.key: figure for figure in figures} for figures in (then, now))
    found = []
    for key, figure in (after | before).items():
        values = [side[key].value if key in side else None for side in (before, after)]
        if values[0] != values[1]:
            found.append(Correction(figure.label, *values))
    return sorted(found, key=lambda one: one.then is None)


Number = tuple[tuple[str, str], Decimal | int | None]


def _numbers(report: Report) -> Iterator[Number]:
    """Yield keys with labels, and numbers. A key may come twice."""
    for line in report.indicators:
        yield _number(f"indicator/{line.pk}/planned", line.planned, line.name, _("planned"))
        yield _number(f"indicator/{line.pk}/reached", line.reached, line.name, _("reached"))
    for measure in report.publicity:
        yield _number(f"publicity/{measure.pk}/target", measure.target, measure.name, _("target"))
        yield _number(f"publicity/{measure.pk}/done", measure.done, measure.name, _("done"))
    for planned in report.rollup.lines:
        key = f"events/{planned.kind}/{planned.place}"
        yield _number(f"{key}/planned", planned.planned, planned.kind, planned.place, _("events planned"))
        yield _number(f"{key}/done", planned.done, planned.kind, planned.place, _("events done"))
    yield _number("participants", report.participants, _("Participants of all events"))
    for event in report.events:
        yield _number(f"event/{event.pk}/total", event.total, event.title, _("participants"))
        for row in event.came:
            key = f"event/{event.pk}/{row.place}/{row.organisation}"
            yield _number(key, row.people, event.title, row.place, row.organisation)
    for counted in report.counted:
        yield _number(f"metric/{counted.name}", counted.value, counted.label)


def _number(key: str, value: Decimal | int | None, *words: str) -> Number:
    return (key, ": ".join(word for word in words if word)), value


def _sums(numbers: Iterator[Number]) -> dict[tuple[str, str], Decimal | int | None]:
    sums: dict[tuple[str, str], Decimal | int | None] = {}
    for name, value in numbers:
        sums[name] = value if sums.get(name) is None else sums[name] + (value or 0)  # type: ignore[operator]
    return sums


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"
