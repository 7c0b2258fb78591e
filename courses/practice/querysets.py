"""Reading answers and progress."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models


class AttemptQuerySet(models.QuerySet[Any]):
    """Answers."""

    def in_lesson(self, learner_id: UUID, course_key: UUID, content_key: UUID) -> "AttemptQuerySet":
        """Return a learner's answers in a lesson, each question's in the order in which they were given."""
        return self.filter(learner_id=learner_id, course_key=course_key, content_key=content_key).order_by(
            "block_id", "number"
        )

    def of_learner(self, learner_id: UUID) -> "AttemptQuerySet":
        """Return all that a learner answered, in the order of time, with what was asked."""
        return self.filter(learner_id=learner_id).select_related("version").order_by("answered_at", "number")

    def judged(self, learner_ids: Iterable[UUID], course_key: UUID, keys: Iterable[UUID]) -> "AttemptQuerySet":
        """Return learners' right and wrong answers to choice questions in a course's lessons, in the order in which
        they were given, without what was chosen.
        """
        return (
            self.filter(
                learner_id__in=learner_ids,
                course_key=course_key,
                content_key__in=keys,
                version__kind="choice_question",
            )
            .order_by("answered_at", "number")
            .defer("answer")
        )


class LessonProgressQuerySet(models.QuerySet[Any]):
    """Progress in lessons."""

    def of_course(self, learner_id: UUID, course_key: UUID) -> dict[UUID, Any]:
        """Return a learner's progress in a course by the lessons' chapter keys."""
        return {row.content_key: row for row in self.filter(learner_id=learner_id, course_key=course_key)}

    def of_learners(self, learner_ids: Iterable[UUID], course_key: UUID) -> "LessonProgressQuerySet":
        """Return learners' progress in a course."""
        return self.filter(learner_id__in=learner_ids, course_key=course_key)

    def recognised(self, learner_id: UUID, course_key: UUID) -> "LessonProgressQuerySet":
        """Return the lessons of a course that a trainer has recognised as known."""
        return self.filter(learner_id=learner_id, course_key=course_key, reason="recognised")

    def by_course(self, learner_id: UUID) -> dict[UUID, dict[UUID, Any]]:
        """Return a learner's progress by course key, then by chapter key; the course last worked on comes first."""
        found: dict[UUID, dict[UUID, Any]] = {}
        for row in self.filter(learner_id=learner_id).order_by("-last_at"):
            found.setdefault(row.course_key, {})[row.content_key] = row
        return found
