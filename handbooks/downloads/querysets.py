"""Reading numbers of downloads."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Sum


class DownloadCountQuerySet(models.QuerySet[Any]):
    """Numbers of downloads."""

    def between(self, start: date | None, end: date | None) -> "DownloadCountQuerySet":
        """Return those from `start` to `end`, both included; None: no limit."""
        limits = {"day__gte": start, "day__lte": end}
        return self.filter(**{name: day for name, day in limits.items() if day})

    def total(self) -> int:
        """Return how many downloads there were."""
        return self.aggregate(total=Sum("count"))["total"] or 0

    def totals_of(self, handbook_key: UUID) -> list[dict[str, Any]]:
        """Return `language`, `format_name`, `edition__number` and `total` of all files of a handbook."""
        rows = self.filter(handbook_key=handbook_key).values("language", "format_name", "edition__number")
        return list(rows.annotate(total=Sum("count")).order_by("language", "edition__number", "format_name"))
