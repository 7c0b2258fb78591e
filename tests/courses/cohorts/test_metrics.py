"""What a project's report counts of learning."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projects import metrics
from cms.projects.metrics import Period
from courses.certificates.models import Certificate
from courses.cohorts.models import Membership
from courses.learners.models import Learner
from courses.models import CoursePage
from tests.factories import ProjectIndexPageFactory, ProjectPageFactory, cohorts
from tests.factories.translations import translate

NAMES = ["learners", "answers_given", "lessons_finished", "certificates_issued"]
IN_MARCH = datetime(2026, 3, 15, 12, tzinfo=UTC)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), slug="bridges")


@pytest.fixture
def own_course(books, project):
    """The course is the project's."""
    CoursePage.objects.update(project=project)


def counted(project, period=metrics.EVER):
    """Return learners, answers, finished lessons and certificates."""
    found = metrics.values(project, period, NAMES)
    return tuple(found[name] for name in NAMES)


def certificate(membership, at=IN_MARCH, **fields):
    return Certificate.objects.create(
        learner=membership.learner,
        course_key=membership.cohort.course_key,
        language="bg",
        name="Мария",
        course="Курс",
        organisation="Мостик",
        reason="attendance",
        ground=uuid4(),
        issued_at=at,
        **fields,
    )


def learn(cohort, books, name, at=IN_MARCH):
    """Let somebody join, answer twice, finish a lesson, and be certified, all at one time."""
    membership = cohorts.member(cohort, name)
    cohorts.answer(membership, books.chapters[0], False, True)
    cohorts.finish(membership, books.chapters[0])
    Membership.objects.filter(pk=membership.pk).update(joined_at=at)
    membership.learner.attempts.update(answered_at=at)
    membership.learner.lessons.update(started_at=at, finished_at=at, last_at=at)
    certificate(membership, at)
    return membership


def test_what_is_learned_in_the_projects_course_counts(project, own_course, cohort, books):
    learn(cohort, books, "Мария")

    assert counted(project) == (1, 2, 1, 1)


def test_what_is_learned_in_the_projects_cohort_counts(project, cohort, books):
    learn(cohort, books, "Мария")
    assert counted(project) == (0, 0, 0, 0)

    cohort.project = project
    cohort.save()

    assert counted(project) == (1, 2, 1, 1)


def test_somebody_in_the_course_and_in_two_cohorts_counts_once(project, own_course, cohort, foreign, books):
    for one in (cohort, foreign):
        one.project = project
        one.save()
        learn(one, books, "Мария")
    cohorts.member(cohort, "Иван")

    assert counted(project)[0] == 2


def test_who_learns_without_a_cohort_counts(project, own_course, books):
    course_key = books.course.translation_key
    dates = dict.fromkeys(("started_at", "last_at"), IN_MARCH)
    Learner.objects.create().lessons.create(course_key=course_key, content_key=uuid4(), **dates)

    assert counted(project) == (1, 0, 0, 0)


def test_of_a_period_only_what_happened_in_it_counts(project, own_course, cohort, books):
    learn(cohort, books, "Мария")
    learn(cohort, books, "Иван", at=datetime(2026, 4, 2, 12, tzinfo=UTC))

    assert [counted(project, period) for period in (MARCH, APRIL)] == [(1, 2, 1, 1), (1, 2, 1, 1)]


def test_who_goes_on_learning_changes_nothing_of_an_earlier_period(project, own_course, cohort, books):
    membership = learn(cohort, books, "Мария")
    cohort.project = project
    cohort.save()
    before = counted(project, MARCH)

    membership.learner.lessons.update(last_at=datetime(2026, 4, 2, 12, tzinfo=UTC))

    assert counted(project, MARCH) == before


def test_a_revoked_certificate_does_not_count(project, own_course, cohort):
    certificate(cohorts.member(cohort), revoked_at=IN_MARCH)

    assert counted(project)[3] == 0


def test_a_certificate_counts_when_its_learner_is_deleted(project, own_course, cohort):
    membership = cohorts.member(cohort)
    certificate(membership)
    membership.learner.delete()

    assert counted(project) == (0, 0, 0, 1)


def test_in_all_languages_of_the_project_the_same_counts(project, own_course, home, cohort, books):
    learn(cohort, books, "Мария")
    for page in (home, project.get_parent().specific):
        translate(page, "en")

    assert counted(translate(project, "en")) == counted(project) == (1, 2, 1, 1)


def test_each_costs_one_query(project, own_course, cohort, books):
    for number in range(3):
        learn(cohort, books, f"Човек {number}")

    with CaptureQueriesContext(connection) as captured:
        counted(project)

    assert len(captured) == len(NAMES)
