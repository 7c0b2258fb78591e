"""What is stored about a learner's checks and certificates, for the learner's own download."""

from typing import Any

from courses.learners.models import Learner

from .models import Certificate, CourseCheck


def checks_in_words(learner: Learner) -> list[Any]:
    """Return a learner's course checks with the questions as they were asked and the answers."""
    return list(
        CourseCheck.objects.filter(learner=learner)
        .order_by("drawn_at")
        .values("drawn_at", "answered_at", "language", "pass_mark", "has_passed", "answers")
    )


def certificates_in_words(learner: Learner) -> list[Any]:
    """Return a learner's certificates as they were issued."""
    return list(
        Certificate.objects.filter(learner=learner)
        .order_by("issued_at")
        .values("number", "name", "course", "language", "hours", "reason", "criterion", "issued_at", "revoked_at")
    )
