"""The calendar: events of one language by kind, place, year and project, page by page."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.core.cache import cached
from cms.languages.localized import in_language, live_pages_in

from .event_facts import When, when


class Filter(NamedTuple):
    """A choice of the reader: the parameter's name, its label, what can be chosen (value and words), what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


class Entry(NamedTuple):
    """An event in a list."""

    title: str
    address: str
    summary: str
    kind: str
    when: When
    places: list[str]


class Calendar(NamedTuple):
    """A page of the calendar: `query_string` repeats what was chosen, and ends with `&` unless it is empty."""

    filters: list[Filter]
    entries: list[Entry]
    pages: Page
    query_string: str

    @property
    def is_filtered(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.query_string)


def calendar_of(index: Any, wanted: Mapping[str, Any]) -> Calendar:
    """Return a page of the calendar; what is `wanted` comes from anybody, so what isn't an option is nothing."""
    filters = _filters(index, wanted)
    pages = Paginator(_fitting(index, filters).for_list(), index.PER_PAGE).get_page(wanted.get("page"))
    chosen = urlencode([(one.name, one.chosen) for one in filters if one.chosen])
    return Calendar(filters, entries_of(pages, index.locale.language_code), pages, f"{chosen}&" if chosen else "")


def events_of(index: Any, wanted: Mapping[str, Any]) -> Any:
    """Return the events that fit, those with a day only, as a queryset."""
    return _fitting(index, _filters(index, wanted)).for_list().filter(start_date__isnull=False)


def _events(index: Any) -> Any:
    from .models import EventPage

    return EventPage.objects.child_of(index).live()


def _fitting(index: Any, filters: list[Filter]) -> Any:
    chosen = {one.name: one.chosen for one in filters if one.chosen}
    events = _events(index)
    if "kind" in chosen:
        events = events.filter(kind=chosen["kind"])
    if "place" in chosen:
        events = events.at_place(int(chosen["place"]))
    if "year" in chosen:
        events = events.filter(first_day__year=int(chosen["year"]))
    if "project" in chosen:
        events = events.filter(project=int(chosen["project"]))
    if "when" in chosen:
        events = events.over() if chosen["when"] == "past" else events.not_over()
    return events.in_calendar_order()


def _filters(index: Any, wanted: Mapping[str, Any]) -> list[Filter]:
    options = cached(f"calendar:{index.pk}", lambda: _options(index))
    labels = {"when": _("When"), "kind": _("Kind"), "place": _("Place"), "year": _("Year"), "project": _("Project")}
    filters = []
    for name, label in labels.items():
        value = wanted.get(name, "")
        known = {key for key, _words in options[name]}
        filters.append(Filter(name, label, options[name], value if value in known else ""))
    return filters


def _options(index: Any) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen: only what some event has."""
    from .models import EventPage, Place, ProjectPage

    language = index.locale.language_code
    events = _events(index)
    with translation.override(language):
        kinds = {key: str(label) for key, label in EventPage._meta.get_field("kind").choices}
        ways = [("upcoming", _("To come")), ("past", _("Past"))]
    sources = EventPage.objects.sources().filter(translation_key__in=events.values("translation_key"))
    places = list(Place.objects.filter(pk__in=sources.values("places")))
    projects = list(ProjectPage.objects.filter(pk__in=events.values("project")).select_related("locale"))
    titles = {page.translation_key: page.title for page in live_pages_in(projects, language)}
    years = {day.year for day in events.exclude(first_day=None).values_list("first_day", flat=True)}
    used = set(events.values_list("kind", flat=True))
    named = zip(places, in_language(places, language), strict=True)
    return {
        "when": ways,
        "kind": [(key, label) for key, label in kinds.items() if key in used],
        "place": sorted([(str(place.pk), own.name) for place, own in named], key=lambda option: option[1]),
        "year": [(str(year), str(year)) for year in sorted(years, reverse=True)],
        "project": [(str(page.pk), titles.get(page.translation_key, page.title)) for page in projects],
    }


def entries_of(events: Iterable[Any], language: str) -> list[Entry]:
    """Return events of a language as they stand in a list; three queries for the places of all of them."""
    rows = list(events)
    places = places_of(rows, language)
    return [
        Entry(
            event.title,
            event.url or "",
            event.summary,
            event.get_kind_display(),
            when(event),
            places.get(event.translation_key, []),
        )
        for event in rows
    ]


def places_of(events: list[Any], language: str) -> dict[Any, list[str]]:
    """Return the names of events' places in a language by the events' translation keys."""
    from .models import EventPage

    keys = [event.translation_key for event in events]
    sources = EventPage.objects.sources().filter(translation_key__in=keys).only("pk", "translation_key")
    found = {source.translation_key: list(source.places.all()) for source in sources.prefetch_related("places")}
    names = {row.translation_key: row.name for row in in_language(set(chain.from_iterable(found.values())), language)}
    return {key: [names[place.translation_key] for place in places] for key, places in found.items()}
