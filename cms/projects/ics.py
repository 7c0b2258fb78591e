"""Events as files for calendars (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from icalendar import Calendar, Event, vText

from cms.core.medium import base_language
from cms.core.routing.addresses import full_address

from .event_calendar import places_of

PRODUCT = "-//Mostik//Mostik//EN"


def calendar_response(events: Iterable[Any], name: str, filename: str) -> HttpResponse:
    """Return live or previewed events with a start date, in one language, as a file with a name that readers see."""
    response = HttpResponse(calendar_file(list(events), name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def calendar_file(events: list[Any], name: str) -> bytes:
    """Return events with a start date as a calendar file; four queries, however many there are."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    places = places_of(events, language)
    for event in events:
        calendar.add_component(_entry(event, places.get(event.translation_key, []), base_language(language)))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(event: Any, places: list[str], language: str) -> Event:
    entry = Event()
    # In every language and after every change it is the same event.
    entry.add("uid", str(event.translation_key))
    entry.add("dtstamp", event.last_published_at or timezone.now())
    entry.add("summary", _text(event.title, language))
    entry.add("categories", [str(event.get_kind_display())])
    if event.summary:
        entry.add("description", _text(event.summary, language))
    if places:
        entry.add("location", _text(", ".join(places), language))
    if address := event.get_full_url():
        entry.add("url", full_address(event.url or address))
    _add_times(entry, event)
    return entry


def _text(text: str, language: str) -> vText:
    value = vText(text)
    value.params["LANGUAGE"] = language
    return value


def _add_times(entry: Event, event: Any) -> None:
    """Say when it is: whole days, or times of day in the site's time zone."""
    last = event.end_date or event.start_date
    if event.start_time is None:
        entry.add("dtstart", event.start_date)
        # The end is the first day on which it is over.
        entry.add("dtend", last + timedelta(days=1))
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    entry.add("dtstart", datetime.combine(event.start_date, event.start_time, zone))
    if event.end_time is not None:
        entry.add("dtend", datetime.combine(last, event.end_time, zone))
