"""Reading printed copies."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Sum
from django.db.models.functions import Coalesce


class PrintRunQuerySet(models.QuerySet[Any]):
    """Print runs."""

    def with_counts(self) -> "PrintRunQuerySet":
        """Add how many copies were handed out (`handed_out`) and how many are left (`left`)."""
        counted = self.annotate(handed_out=Coalesce(Sum("hand_outs__copies"), 0))
        return counted.annotate(left=F("copies") - F("handed_out"))

    def printed_between(self, start: date | None, end: date | None) -> "PrintRunQuerySet":
        """Return those printed from `start` to `end`, both included; None: no limit."""
        return _between(self, "printed_on", start, end)


class HandOutQuerySet(models.QuerySet[Any]):
    """Entries of the ledger."""

    def handed_out_between(self, start: date | None, end: date | None) -> "HandOutQuerySet":
        """Return those from `start` to `end`, both included; None: no limit; a correction has its entry's day."""
        return _between(self, "on", start, end)


def _between(rows: Any, field: str, start: date | None, end: date | None) -> Any:
    limits = {f"{field}__gte": start, f"{field}__lte": end}
    return rows.filter(**{name: day for name, day in limits.items() if day})
