"""Reading numbers of downloads."""

from datetime import date
from typing import Any

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

    def by_file(self) -> Any:
        """Return `handbook_key`, `language`, `format_name`, `edition__number` and `total` of each file."""
        rows = self.values("handbook_key", "language", "format_name", "edition__number").annotate(total=Sum("count"))
        return rows.order_by("handbook_key", "language", "edition__number", "format_name")
