"""Reading events and action plans."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Case, DateField, F, Q, Value, When
from django.utils import timezone
from wagtail.query import PageQuerySet

from .metrics import Period


def over(today: date) -> Q:
    """Return the condition for events that have taken place before `today`."""
    return Q(has_taken_place=True) | Q(last_day__lt=today)


class EventQuerySet(PageQuerySet):
    """Events."""

    def sources(self):
        """The pages that hold what has no language."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def of_project(self, project: Any):
        """Those of a project, whichever of its languages is given."""
        return self.filter(project__translation_key=project.translation_key)

    def at_place(self, place_pk: int):
        """Those at a place, given its row in the source language; places stand on source pages."""
        keys = self.model.objects.filter(places=place_pk).values("translation_key")
        return self.filter(translation_key__in=keys)

    def over(self):
        """Those that have taken place."""
        return self.filter(over(timezone.localdate()))

    def ending_in(self, period: Period):
        """Those whose last day lies in a period; what has no date belongs to the time without limits only."""
        return self.filter(**period.lookups("last_day"))

    def not_over(self):
        """Those that are to come, also without a date."""
        return self.exclude(pk__in=self.model.objects.over().values("pk"))

    def in_calendar_order(self):
        """What is to come, the next first and what has no date last; then what has been, the latest first.

        Adds `is_past`.
        """
        is_past = Case(When(over(timezone.localdate()), then=True), default=False, output_field=BooleanField())
        to_come = Case(When(is_past=False, then=F("first_day")), default=Value(None), output_field=DateField())
        return self.annotate(is_past=is_past).order_by(
            "is_past",
            to_come.asc(nulls_last=True),
            F("first_day").desc(nulls_last=True),
            "title",
        )

    def for_list(self):
        """Without their long texts: lists show a summary."""
        return self.defer("body", "programme", "gallery", "follow_ups", "case_exercise", "outcomes")
