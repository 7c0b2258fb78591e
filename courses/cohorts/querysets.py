"""Reading cohorts."""

from typing import Any

from django.db import models
from django.db.models import Count, Q


class CohortQuerySet(models.QuerySet[Any]):
    """Cohorts."""

    def visible_to(self, user: Any) -> "CohortQuerySet":
        """Return the cohorts that somebody trains; all of them for whoever may change cohorts."""
        if user.has_perm("cohorts.change_cohort"):
            return self.all()
        return self.filter(trainers=user)

    def with_counts(self) -> "CohortQuerySet":
        """Add how many members each cohort has (`taken`)."""
        return self.annotate(taken=Count("members", distinct=True))


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions."""

    def noted(self) -> "SessionQuerySet":
        """Return those of which a roster was kept."""
        return self.filter(attendance__isnull=False).distinct()

    def with_counts(self) -> "SessionQuerySet":
        """Add how many were there (`present`) and for how many something was noted (`noted`)."""
        return self.annotate(
            noted=Count("attendance"), present=Count("attendance", filter=Q(attendance__status="present"))
        )


class MembershipQuerySet(models.QuerySet[Any]):
    """Learners in cohorts."""

    def by_name(self) -> "MembershipQuerySet":
        """Return them with their learners as a roll is called: by name."""
        return self.select_related("learner").order_by("learner__name", "joined_at", "pk")

    def with_sessions_attended(self) -> "MembershipQuerySet":
        """Add at how many sessions each was there, in time or late (`was_there`)."""
        return self.annotate(was_there=Count("attendance", filter=Q(attendance__status__in=["present", "late"])))

    def with_attendance(self) -> "MembershipQuerySet":
        """Add at how many sessions each was present (`attended`)."""
        return self.annotate(attended=Count("attendance", filter=Q(attendance__status="present")))
