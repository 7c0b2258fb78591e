"""What certificates show on the pages of courses and learning."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from courses.learners.models import Learner

from .models import Certificate, CourseCheck


def check_of_course(course: Any, context: dict) -> str:
    """Return the way to a course's check; in a preview as it is being written."""
    rule = context["plan"].check
    return render_to_string("courses/certificates/offer.html", {**context, "rule": rule}) if rule else ""


def certificates_of_learner(learner: Learner, context: dict) -> str:
    """Return a learner's certificates, and the course checks of the courses that they have begun (two queries)."""
    certificates = list(Certificate.objects.of_learner(learner.pk))
    issued = {one.course_key for one in certificates if one.language == translation.get_language()}
    checks = CourseCheck.objects.latest_by_course(learner.pk)
    offers = [
        {"title": course.plan.title, "rule": rule, "check": checks.get(rule.course_key)}
        for course in context["courses"]
        if (rule := course.plan.check) and rule.course_key not in issued
    ]
    if not certificates and not offers:
        return ""
    return render_to_string(
        "courses/certificates/mine.html", {**context, "certificates": certificates, "offers": offers}
    )
