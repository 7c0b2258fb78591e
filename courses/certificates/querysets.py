"""Reading course checks and certificates."""

from typing import Any
from uuid import UUID

from django.db import models


class CourseCheckQuerySet(models.QuerySet[Any]):
    """Course checks."""

    def unanswered(self) -> "CourseCheckQuerySet":
        """Return those that wait for their answers."""
        return self.filter(answered_at=None)

    def latest_by_course(self, learner_id: UUID) -> dict[UUID, Any]:
        """Return a learner's most telling check of each course: a passed one, else the last."""
        checks = self.filter(learner_id=learner_id).order_by("has_passed", "drawn_at")
        return {check.course_key: check for check in checks}


class CertificateQuerySet(models.QuerySet[Any]):
    """Certificates."""

    def valid(self) -> "CertificateQuerySet":
        """Return those that weren't revoked."""
        return self.filter(revoked_at=None)

    def of_learner(self, learner_id: UUID) -> "CertificateQuerySet":
        """Return a learner's valid certificates, the newest first."""
        return self.valid().filter(learner_id=learner_id).order_by("-issued_at")
