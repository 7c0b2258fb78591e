"""Reading closed periods."""

from typing import Any

from django.db import models

from .metrics import Period


class ClosedPeriodQuerySet(models.QuerySet[Any]):
    """Closed periods."""

    def without_files(self) -> "ClosedPeriodQuerySet":
        """Return them for a list: without files and figures."""
        return self.defer("figures", "xlsx", "csv", "pdf")

    def overlapping(self, period: Period) -> "ClosedPeriodQuerySet":
        """Return those that share a day with a period that has both its days."""
        return self.filter(start__lte=period.end, end__gte=period.start)
