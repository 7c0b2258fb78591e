"""Reading learners."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from . import codes

WINDOW = timedelta(hours=1)


class LearnerQuerySet(models.QuerySet[Any]):
    """Learners."""

    def known_as(self, learner_id: UUID) -> Any | None:
        """Return the learner with an id, or the one that it was merged into; None for an unknown id."""
        found = self.select_related("merged_into").filter(pk=learner_id).first()
        while found is not None and found.merged_into_id:
            found = found.merged_into
        return found

    def with_code(self, code: str) -> Any | None:
        """Return the learner whom a resume code (digits only) leads to, through a merge too; None for a wrong one."""
        found = self.filter(code_digest=codes.digest(code)).first()
        return self.known_as(found.pk) if found else None

    def idle(self) -> "LearnerQuerySet":
        """Return those who haven't learned for `IDLE_LEARNER_DAYS`, with an account or without one."""
        last_day = timezone.localdate() - timedelta(days=settings.IDLE_LEARNER_DAYS)
        return self.filter(last_seen_on__lt=last_day, merged_into=None)


class WrongTryQuerySet(models.QuerySet[Any]):
    """Wrong tries to enter a resume code."""

    def recent(self) -> "WrongTryQuerySet":
        """Return those of the last hour."""
        return self.filter(at__gt=timezone.now() - WINDOW)
