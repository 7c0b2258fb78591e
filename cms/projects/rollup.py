"""Planned and done: how many events of which kind a project has planned where, and how many took place."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils import timezone, translation

from cms.core.cache import cached
from cms.languages.localized import in_language, source_of

from .event_calendar import entries_of
from .metrics import EVER, Period


class Line(NamedTuple):
    """Events of a kind at a place: how many were planned (None: none was) and how many took place.

    Without a place it doesn't matter where.
    """

    place: str
    kind: str
    planned: int | None
    done: int


class Rollup(NamedTuple):
    """A project's lines, those of one place together."""

    lines: list[Line]

    @property
    def planned(self) -> int:
        """How many events were planned in all."""
        return sum(line.planned or 0 for line in self.lines)

    @property
    def done(self) -> int:
        """How many of them took place, others included."""
        return sum(line.done for line in self.lines)


class PlanLink(NamedTuple):
    """An action plan in a list."""

    title: str
    address: str
    summary: str


def held_events(source: Any, period: Period = EVER) -> Any:
    """Return the source pages of a project's events that took place, those that ended in a period, the first first."""
    from .models import EventPage

    held = EventPage.objects.live().sources().of_project(source).over().ending_in(period)
    return held.for_list().prefetch_related("places").order_by("first_day", "pk")


def rollup_of(source: Any, language: str, events: Iterable[Any]) -> Rollup:
    """Return what a project planned, given its source page, beside the events that took place. Three queries."""
    plans = list(source.event_plans.select_related("place"))
    left = list(events)
    counted: list[tuple[Any, Any, int | None, int]] = []
    # An event counts once: first where its place was planned, then where the place didn't matter.
    for plan in sorted(plans, key=lambda plan: plan.place is None):
        fitting = [event for event in left if _fits(event, plan)]
        left = [event for event in left if event not in fitting]
        counted.append((plan.place, plan.kind, plan.planned, len(fitting)))
    for event in left:
        counted.append((next(iter(event.places.all()), None), event.kind, None, 1))
    return Rollup(_lines(counted, language))


def _fits(event: Any, plan: Any) -> bool:
    return event.kind == plan.kind and (plan.place is None or plan.place in event.places.all())


def _lines(counted: list[tuple[Any, Any, int | None, int]], language: str) -> list[Line]:
    """Return one line for each place and kind, with names in a language."""
    from .models import EventPage

    places = {place.translation_key: place for place, *_rest in counted if place}
    names = {key: own.name for key, own in zip(places, in_language(places.values(), language), strict=True)}
    with translation.override(language):
        kinds = {key: str(label) for key, label in EventPage._meta.get_field("kind").choices}
    sums: dict[tuple[str, str], tuple[int | None, int]] = {}
    for place, kind, planned, done in counted:
        key = (names[place.translation_key] if place else "", kinds[kind])
        before_planned, before_done = sums.get(key, (None, 0))
        total = planned if before_planned is None else before_planned + (planned or 0)
        sums[key] = (total, before_done + done)
    lines = [Line(place, kind, *numbers) for (place, kind), numbers in sums.items()]
    return sorted(lines, key=lambda line: not line.place)


def project_events(project: Any) -> dict[str, Any]:
    """Return what a project's page shows of its events: the roll-up, the events, the action plans below it.

    Kept for the day until the content changes.
    """
    name = f"project-events:{project.pk}:{timezone.localdate()}"
    return cached(name, lambda: _read(project))


def _read(project: Any) -> dict[str, Any]:
    from .models import ActionPlanPage, EventPage

    source = source_of(project)
    events = EventPage.objects.live().filter(locale=project.locale).of_project(project)
    plans = ActionPlanPage.objects.live().child_of(project).order_by("path")
    return {
        "rollup": rollup_of(source, project.locale.language_code, held_events(source)),
        "events": entries_of(events.in_calendar_order().for_list(), project.locale.language_code),
        "action_plans": [PlanLink(plan.title, plan.url or "", plan.summary) for plan in plans],
    }
