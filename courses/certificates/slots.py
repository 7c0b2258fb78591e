"""What certificates show on the pages of courses and learning."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from courses.learners.models import Learner
from courses.lessons import Plan, plan_of
from courses.models import CoursePage

from .models import Certificate, CourseCheck


def check_of_course(course: Any, context: dict) -> str:
    """Return the way to a course's check; in a preview as it is being written."""
    rule = context["plan"].check
    return render_to_string("courses/certificates/offer.html", {**context, "rule": rule}) if rule else ""


def certificates_of_learner(learner: Learner, context: dict) -> str:
    """Return a learner's certificates, and the checks of the courses that they have begun, be it with the check."""
    certificates = list(Certificate.objects.of_learner(learner.pk))
    issued = {one.course_key for one in certificates if one.language == translation.get_language()}
    checks = CourseCheck.objects.latest_by_course(learner.pk)
    plans = [course.plan for course in context["courses"]]
    plans += _plans_of(checks.keys() - {plan.check.course_key for plan in plans if plan.check} - issued)
    offers = [
        {"title": plan.title, "rule": plan.check, "check": checks.get(plan.check.course_key)}
        for plan in plans
        if plan.check and plan.check.course_key not in issued
    ]
    if not certificates and not offers:
        return ""
    return render_to_string(
        "courses/certificates/mine.html", {**context, "certificates": certificates, "offers": offers}
    )


def certificates_to_delete(learner: Learner, context: dict) -> str:
    """Ask whoever deletes what was learned about the certificates; nothing for those who have none."""
    certificates = list(Certificate.objects.filter(learner=learner))
    if not certificates:
        return ""
    return render_to_string("courses/certificates/delete.html", {**context, "certificates": certificates})


def _plans_of(course_keys: Collection[UUID]) -> list[Plan]:
    """Return the plans of courses in the active language; those that don't exist there are left out."""
    if not course_keys:
        return []
    pages = CoursePage.objects.live().public().filter(translation_key__in=course_keys)
    return [
        plan_of(page)
        for page in pages.filter(locale__language_code=translation.get_language()).select_related("locale")
    ]
