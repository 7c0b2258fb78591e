"""A project's report of a period. Every figure comes from the functions that the public pages use.

The number of queries depends neither on the events nor on who came to them, nor on the indicators and measures.
"""

from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.utils import timezone, translation

from cms.languages.localized import in_language, live_pages_in

from .. import metrics
from ..event_facts import Came, When, names_in, when, who_came
from ..funding import Funding, funding_of
from ..indicators import Line, indicators_of
from ..metrics import EVER, Period
from ..publicity import Measure, publicity_of
from ..rollup import Rollup, held_events, rollup_of


class ReportedEvent(NamedTuple):
    """An event that took place. `planned` is how many people were expected, None where nobody said; `pk` is its source
    page's.
    """

    title: str
    kind: str
    when: When
    places: list[str]
    planned: int | None
    came: list[Came]
    pk: int

    @property
    def total(self) -> int:
        """How many people came."""
        return sum(row.people for row in self.came)


class Counted(NamedTuple):
    """A metric: its registered name, its label, its value."""

    name: str
    label: str
    value: int


class Report(NamedTuple):
    """A project's report of a period in one language, and the day on which it was made."""

    project: str
    beneficiary: str
    contract_number: str
    language: str
    period: Period
    made_on: date
    funding: Funding | None
    indicators: list[Line]
    publicity: list[Measure]
    rollup: Rollup
    events: list[ReportedEvent]
    counted: list[Counted]

    @property
    def participants(self) -> int:
        """How many people came to all events."""
        return sum(event.total for event in self.events)


def report_of(source: Any, period: Period = EVER, language: str | None = None) -> Report:
    """Return the report of a project, given its source page, for readers of `language` (its own if left out)."""
    language = language or source.locale.language_code
    with translation.override(language):
        return _read(source, period, language)


def _read(source: Any, period: Period, language: str) -> Report:
    figures = metrics.values(source, period)
    events = list(held_events(source, period))
    labels = dict(metrics.choices())
    funding = funding_of(source.translation_key, language)
    return Report(
        funding.project if funding else next(iter(live_pages_in([source], language)), source).title,
        in_language([source.beneficiary], language)[0].name if source.beneficiary else "",
        source.contract_number,
        language,
        period,
        timezone.localdate(),
        funding,
        indicators_of(source, language, period, figures),
        publicity_of(source, language, period, figures),
        rollup_of(source, language, events),
        _events(events, language),
        [Counted(name, str(labels[name]), value) for name, value in figures.items()],
    )


def _events(events: list[Any], language: str) -> list[ReportedEvent]:
    pages = {page.translation_key: page for page in live_pages_in(events, language)}
    places = names_in(chain.from_iterable(event.places.all() for event in events), language)
    came = who_came(events, language)
    return [
        ReportedEvent(
            pages.get(event.translation_key, event).title,
            event.get_kind_display(),
            when(pages.get(event.translation_key, event)),
            [places[place.translation_key] for place in event.places.all()],
            event.planned_participants,
            came[event.translation_key],
            event.pk,
        )
        for event in events
    ]
