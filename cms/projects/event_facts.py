"""What an event's and an action plan's page say beside their texts: in the reader's language, read from the source."""

from collections.abc import Collection, Iterable
from datetime import date, time
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import translation

from cms.core.cache import cached
from cms.languages.localized import in_language, live_pages_in, source_of

from .participants import participants_by_event


class Came(NamedTuple):
    """How many people came from where; a name that isn't known is empty."""

    place: str
    organisation: str
    people: int


class Edition(NamedTuple):
    """An event of a series: its dates as `When`, its places, its address (empty where it has no page in the language),
    whether it is the one that is shown.
    """

    when: "When"
    title: str
    places: list[str]
    address: str
    current: bool


class When(NamedTuple):
    """When an event is: days, times of day, the year where no day is known, and what is known besides."""

    start: date | None
    end: date | None
    start_time: time | None
    end_time: time | None
    year: int | None
    note: str
    is_over: bool


class EventFacts(NamedTuple):
    """An event in one language."""

    kind: str
    when: When
    places: list[str]
    audiences: list[str]
    methods: list[str]
    planned: int | None
    participants: list[Came]
    project: str
    project_address: str
    series: str
    editions: list[Edition]

    @property
    def total(self) -> int:
        """How many people came."""
        return sum(row.people for row in self.participants)

    @property
    def has_organisations(self) -> bool:
        """Whether any row names an organisation."""
        return any(row.organisation for row in self.participants)


def when(event: Any) -> When:
    """Return when an event is; what is known besides is said in the language of the given page."""
    end = event.end_date if event.end_date != event.start_date else None
    return When(event.start_date, end, event.start_time, event.end_time, event.year, event.date_note, event.is_over)


def event_facts_of(event: Any, fresh: bool = False) -> EventFacts:
    """Return the facts of an event for readers of its page's language; `fresh` ones are of a draft.

    They are kept until the content changes; whether the event is over is asked each time.
    """
    language = event.locale.language_code
    name = f"event:{event.translation_key}:{language}"
    facts = _read(event, language) if fresh else cached(name, lambda: _read(event, language))
    return facts._replace(when=when(event))


def who_came(events: Collection[Any], language: str) -> dict[UUID, list[Came]]:
    """Return who came to events, given source pages, by translation key, with names in a language."""
    found = participants_by_event(events)
    rows = list(chain.from_iterable(found.values()))
    places = names_in([row.place for row in rows], language)
    organisations = names_in([row.organisation for row in rows], language)
    return {
        key: [
            Came(places.get(_key(row.place), ""), organisations.get(_key(row.organisation), ""), row.people)
            for row in rows
        ]
        for key, rows in found.items()
    }


def _read(event: Any, language: str) -> EventFacts:
    source = source_of(event)
    with translation.override(language):
        kind = source.get_kind_display()
    project = next(iter(live_pages_in([source.project], language)), None) if source.project else None
    return EventFacts(
        kind,
        when(event),
        [place.name for place in in_language(source.places.all(), language)],
        [audience.name for audience in in_language(source.audiences.all(), language)],
        [method.name for method in in_language(source.methods.all(), language)],
        source.planned_participants,
        who_came([source], language)[source.translation_key],
        project.title if project else source.project.title if source.project else "",
        (project.url or "") if project else "",
        in_language([source.series], language)[0].name if source.series else "",
        _editions(source, language) if source.series else [],
    )


def _key(row: Any) -> Any:
    return row.translation_key if row else None


def names_in(rows: Iterable[Any], language: str) -> dict[Any, str]:
    """Return the names of rows in a language by translation key; None among them is left out."""
    different = {row.translation_key: row for row in rows if row}
    return {row.translation_key: row.name for row in in_language(different.values(), language)}


def _editions(source: Any, language: str) -> list[Edition]:
    """Return the live events of a series, the first one first."""
    model = type(source)
    rows = model.objects.live().sources().filter(series=source.series).for_list()
    events = list(rows.order_by("first_day", "title").prefetch_related("places"))
    pages = {page.translation_key: page for page in live_pages_in(events, language)}
    names = names_in(list(chain.from_iterable(event.places.all() for event in events)), language)
    return [
        Edition(
            when(pages.get(event.translation_key, event)),
            pages.get(event.translation_key, event).title,
            [names[place.translation_key] for place in event.places.all()],
            (pages[event.translation_key].url or "") if event.translation_key in pages else "",
            event.translation_key == source.translation_key,
        )
        for event in events
    ]


def plan_facts_of(plan: Any) -> dict[str, Any]:
    """Return what an action plan's page shows beside its texts: funding, town, project and its address."""
    from .funding import funding_of

    project = plan.get_parent().specific
    language = plan.locale.language_code
    return {
        "funding": funding_of(project.translation_key, language),
        "place": in_language([plan.place], language)[0].name if plan.place else "",
        "project": project,
    }
