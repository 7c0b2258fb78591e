"""Reading editions, jobs and builds."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q


class OfHandbookQuerySet(models.QuerySet[Any]):
    """Rows that belong to a handbook in a language."""

    def of(self, handbook_key: UUID, language: str) -> Any:
        """Return those of one handbook in one language."""
        return self.filter(handbook_key=handbook_key, language=language)


class JobQuerySet(OfHandbookQuerySet):
    """Jobs."""

    def automatic(self) -> "JobQuerySet":
        """Those that follow the text, not those of an edition."""
        return self.filter(edition=None)

    def due(self, now: datetime) -> "JobQuerySet":
        """Those that a worker may take: their time has come, and no other worker has them (any more)."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, due_at__lte=now).order_by("due_at", "pk")

    def overdue(self, since: datetime) -> "JobQuerySet":
        """Those that have waited since a moment or longer without a worker taking them."""
        return self.due(since)

    def failed(self) -> "JobQuerySet":
        """Those whose last attempt went wrong."""
        return self.exclude(problem="")


class BuildQuerySet(OfHandbookQuerySet):
    """Builds."""

    def superseded(self, before: datetime) -> "BuildQuerySet":
        """Automatic builds that nobody is offered any more and that were replaced before a moment."""
        return self.filter(edition=None, current_of=None, made_at__lt=before)
