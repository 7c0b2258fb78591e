"""Certificates that trainers give: for attendance, or by their own decision."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from cms.languages.localized import source_of
from courses.certificates.models import Certificate
from courses.certificates.services import issue_certificate
from courses.models import CoursePage

from .models import Cohort, Membership


class NameMissing(Exception):
    """A certificate needs a name, and the learner has none yet."""


def courses_of(cohort: Cohort) -> dict[str, CoursePage]:
    """Return the live pages of a cohort's course by language: certificates can be had in these."""
    pages = CoursePage.objects.live().filter(translation_key=cohort.course_key).select_related("locale")
    return {page.locale.language_code: page for page in pages}


def certificates_of(cohort: Cohort) -> list[Certificate]:
    """Return the valid certificates of a cohort's members for its course, by name."""
    members = cohort.members.values("learner")
    found = Certificate.objects.valid().filter(course_key=cohort.course_key, learner__in=members)
    return list(found.order_by("name", "language"))


@transaction.atomic
def certify_attendance(*, cohort: Cohort, course: CoursePage) -> int:
    """Issue the certificate of a course page, in its language, to every member who was at enough of the sessions of
    which a roster was kept; late counts as there. Return how many members have reached it.

    Members without a name get none. Done twice, it is issued once.
    """
    needed = source_of(course).attendance_needed
    total = cohort.sessions.noted().count()
    reached = [
        membership
        for membership in cohort.members.select_related("learner").with_sessions_attended()
        if needed and total and membership.learner.name and 100 * membership.was_there >= needed * total
    ]
    for membership in reached:
        criterion = {"present": membership.was_there, "total": total, "needed": needed}
        _issue(membership, course, "attendance", criterion)
    return len(reached)


def certify_by_decision(*, membership: Membership, course: CoursePage, by: str, note: str) -> Certificate:
    """Issue the certificate of a course page because a trainer decides so; who it was and why is kept.

    Raises NameMissing.
    """
    if not membership.learner.name:
        raise NameMissing
    return _issue(membership, course, "trainer", {"by": by, "note": note})


def _issue(membership: Membership, course: CoursePage, reason: str, criterion: dict) -> Certificate:
    ground: UUID = uuid5(NAMESPACE_URL, f"membership/{membership.pk}")
    learner = membership.learner
    return issue_certificate(
        learner=learner, course=course, name=learner.name, reason=reason, criterion=criterion, ground=ground
    )
