"""What is stored about a learner's cohorts, for the learner's own download."""

from typing import Any

from django.db.models import F

from courses.learners.models import Learner

from .evidence import retentions_of
from .models import Membership


def cohorts_in_words(learner: Learner) -> list[Any]:
    """Return the cohorts that a learner is in, with attendance, visits of mentors and plans of action."""
    memberships = Membership.objects.filter(learner=learner).select_related("cohort").order_by("joined_at")
    return [
        {
            "name": membership.cohort.name,
            "joined_at": membership.joined_at,
            "attendance": [
                {
                    "on": row.session.on,
                    "topic": row.session.topic,
                    "status": row.get_status_display(),
                    "noted_at": row.noted_at,
                }
                for row in membership.attendance.select_related("session").order_by("session__on", "pk")
            ],
            "mentoring": list(membership.mentoring.values("on", "mentor", "agreed", where=F("place__name"))),
            "plans": list(membership.plans.values("problem", "steps", "by_when", "result")),
        }
        for membership in memberships
    ]


def evidence_in_words(learner: Learner) -> list[Any]:
    """Return for which projects a learner's attendance is kept after the learner is deleted, and until when."""
    return [retention._asdict() for retention in retentions_of(learner)]
