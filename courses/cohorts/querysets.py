"""Reading cohorts."""

from typing import Any

from django.db import models
from django.db.models import Count, Q

from cms.projects.retention import keys_of_projects_that_keep_evidence


def is_evidence(cohort: str) -> Q:
    """Return the condition for rows with a cohort (`cohort` is the way to it) whose project's funder may still ask who
    was there.
    """
    return Q(**{f"{cohort}__project__translation_key__in": keys_of_projects_that_keep_evidence()})


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
        """Return those of which a roster was kept, be it of people who are gone."""
        return self.filter(Q(attendance__isnull=False) | Q(is_evidence("cohort"), evidence__isnull=False)).distinct()

    def with_counts(self) -> "SessionQuerySet":
        """Add how many were there (`present`) and for how many something was noted (`noted`), those included who are
        gone and of whom evidence is kept.
        """
        kept = is_evidence("cohort")
        return self.annotate(
            noted=Count("attendance", distinct=True) + Count("evidence", filter=kept, distinct=True),
            present=Count("attendance", filter=Q(attendance__status="present"), distinct=True)
            + Count("evidence", filter=Q(kept, evidence__status="present"), distinct=True),
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


class AttendanceQuerySet(models.QuerySet[Any]):
    """Who was at sessions; of members or, as evidence, of people who are gone."""

    def needed(self) -> "AttendanceQuerySet":
        """Return what a project's funder may still ask for."""
        return self.filter(is_evidence("session__cohort"))

    def not_needed(self) -> "AttendanceQuerySet":
        """Return what no funder may ask for, or no longer."""
        return self.exclude(pk__in=self.model.objects.needed())
