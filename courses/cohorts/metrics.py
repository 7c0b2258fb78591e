"""What is counted of learning for a project: in its courses, and by the members of its cohorts in theirs.

All count by a day that doesn't change later, so that what was reported stays true when people go on learning.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.projects.metrics import Period
from courses.certificates.models import Certificate
from courses.learners.models import Learner
from courses.models import CoursePage
from courses.practice.models import Attempt, LessonProgress

from .models import Membership


def learners(project: Any, period: Period) -> int:
    """Return how many people joined one of the project's cohorts or began a lesson, each counted once."""
    joined = _members(project).filter(**period.lookups("joined_at__date"))
    began = _of_project(LessonProgress.objects.all(), project).filter(**period.lookups("started_at__date"))
    return Learner.objects.filter(Q(pk__in=joined.values("learner")) | Q(pk__in=began.values("learner"))).count()


def lessons_finished(project: Any, period: Period) -> int:
    """Return how many lessons were finished; one that two people finished counts twice."""
    rows = _of_project(LessonProgress.objects.exclude(finished_at=None), project)
    return rows.filter(**period.lookups("finished_at__date")).count()


def answers_given(project: Any, period: Period) -> int:
    """Return how many answers were given, second tries included."""
    return _of_project(Attempt.objects.all(), project).filter(**period.lookups("answered_at__date")).count()


def certificates_issued(project: Any, period: Period) -> int:
    """Return how many certificates were issued that weren't revoked since."""
    return _of_project(Certificate.objects.valid(), project).filter(**period.lookups("issued_at__date")).count()


def _members(project: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(cohort__project__translation_key=project.translation_key)


def _of_project(rows: Any, project: Any) -> Any:
    """Return the rows (with `course_key` and `learner`) that belong to a project."""
    courses = CoursePage.objects.filter(project__translation_key=project.translation_key).values("translation_key")
    members = _members(project).filter(cohort__course_key=OuterRef("course_key"), learner=OuterRef("learner"))
    return rows.filter(Q(course_key__in=courses) | Exists(members))
