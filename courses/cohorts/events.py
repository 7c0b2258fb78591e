"""Sessions that are events of the calendar: their rosters say who was there."""

from collections import Counter
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, QuerySet
from django.db.models.signals import post_delete, post_save

from cms.core.cache import content_changed
from cms.projects.models import EventPage, Place
from cms.projects.participants import Attended

from .models import Attendance, AttendanceEvidence, Cohort, Membership, Session

WAS_THERE = ("present", "late")


def attendance_at(keys: Collection[UUID]) -> dict[UUID, list[Attended]]:
    """Return how many people of which cohort's place were at events that are sessions; four queries.

    Whoever was at several sessions of one event counts once. People who are gone count while evidence of them is kept.
    """
    sessions = Session.objects.filter(event__translation_key__in=keys)
    found: dict[UUID, list[Attended]] = {key: [] for key in sessions.values_list("event__translation_key", flat=True)}
    if not found:
        return found
    people: Counter[tuple[UUID, int | None]] = Counter()
    noted: list[tuple[QuerySet[Any], str]] = [
        (Attendance.objects.filter(session__in=sessions), "membership__learner"),
        (AttendanceEvidence.objects.needed().filter(session__in=sessions), "person"),
    ]
    for rows, person in noted:
        counted = rows.filter(status__in=WAS_THERE).values_list(
            "session__event__translation_key", "session__cohort__place"
        )
        for key, place, number in counted.annotate(people=Count(person, distinct=True)):
            people[key, place] += number
    places = Place.objects.in_bulk({place for _key, place in people if place})
    for (key, place), number in people.items():
        found[key].append(Attended(places.get(place), None, number))
    for groups in found.values():
        groups.sort(key=lambda group: group.place.name if group.place else "")
    return found


def choosable_events(cohort: Cohort) -> Any:
    """Return the events that a cohort's session may be: those of its project, all of them without one."""
    events = EventPage.objects.sources().for_list().order_by("-first_day", "title")
    return events.of_project(cohort.project) if cohort.project else events


def entered_by_hand(event: EventPage) -> int:
    """Return how many people were entered at an event by hand."""
    return sum(row.count for row in event.participants.all())


def connect() -> None:
    """Let changes of what feeds an event drop what was kept of its page (called once, when the app is ready)."""
    saved: list[type[Model]] = [Session, Cohort]
    deleted: list[type[Model]] = [*saved, Membership]
    for model in saved:
        post_save.connect(content_changed, sender=model, dispatch_uid=f"events-{model.__name__}-saved")
    for model in deleted:
        post_delete.connect(content_changed, sender=model, dispatch_uid=f"events-{model.__name__}-deleted")
