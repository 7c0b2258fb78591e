"""Who was at an event: entered by hand on its source page, or counted by an upper app from its own rows.

An upper app registers a provider in its `AppConfig.ready`. Where one knows an event, its numbers are the event's, and
nothing is entered by hand.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _


class Attended(NamedTuple):
    """How many people came from a place and an organisation; rows in the source language, None where not known."""

    place: Any | None
    organisation: Any | None
    people: int


Provider = Callable[[Collection[UUID]], Mapping[UUID, list[Attended]]]
_providers: list[Provider] = []


def also_counted(provider: Provider) -> None:
    """Register `provider(keys)`, which returns the participants of those events (by translation key) that it counts.

    An event that it counts and nobody has come to yet has an empty list. It must cost as many queries for many events
    as for one.
    """
    _providers.append(provider)


def counted_elsewhere(keys: Collection[UUID]) -> dict[UUID, list[Attended]]:
    """Return the participants of the events that upper apps count, by translation key."""
    found: dict[UUID, list[Attended]] = {}
    for provider in _providers:
        for key, rows in provider(keys).items():
            found.setdefault(key, []).extend(rows)
    return found


def participants_by_event(events: Collection[Any]) -> dict[UUID, list[Attended]]:
    """Return the participants of events, given source pages, by translation key.

    One query more than the providers need.
    """
    from .models import EventParticipants

    rows = EventParticipants.objects.select_related("place", "organisation")
    # The preview of a new page has its rows in memory.
    saved = [event for event in events if event.pk]
    prefetch_related_objects(saved, Prefetch("participants", rows))
    counted = counted_elsewhere([event.translation_key for event in events])
    return {
        event.translation_key: counted[event.translation_key]
        if event.translation_key in counted
        else [Attended(row.place, row.organisation, row.count) for row in event.participants.all()]
        for event in events
    }


def totals_of(events: Collection[Any]) -> dict[UUID, int]:
    """Return how many people were at each event, given source pages, by translation key.

    One query more than the providers need. Events of which nobody noted participants have 0.
    """
    from .models import EventParticipants

    keys = [event.translation_key for event in events]
    totals = dict.fromkeys(keys, 0)
    for key, count in EventParticipants.objects.filter(event__in=events).values_list("event__translation_key", "count"):
        totals[key] += count
    return totals | {key: sum(row.people for row in rows) for key, rows in counted_elsewhere(keys).items()}


def total_problem(stated: int | None, counts: Collection[int]) -> str:
    """Return what is wrong with a stated total, given the rows' numbers; an empty string if nothing is.

    Without rows there is nothing to compare it with.
    """
    if stated is None or not counts or stated == sum(counts):
        return ""
    text = _("%(stated)d are stated, but the rows add up to %(counted)d.")
    return text % {"stated": stated, "counted": sum(counts)}


def double_problem(key: UUID, has_rows: bool) -> str:
    """Return what is wrong where people were entered by hand at an event that an upper app counts; an empty string if
    nothing is.
    """
    if has_rows and key in counted_elsewhere([key]):
        return _("The people at this event are counted from a roster. Take the rows away: nobody is counted twice.")
    return ""
