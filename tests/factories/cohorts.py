"""Cohorts with members who have answered."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from cms.core.exercises.walk import walk_exercises
from courses.cohorts.models import TRAINERS, Cohort, Membership, Session
from courses.learners.models import Learner
from courses.models import CoursePage
from courses.practice.services import record_answer, record_progress

from .rows import UserFactory


def trainer(*cohorts: Cohort) -> Client:
    """Return a browser in which somebody is logged in who trains these cohorts and may do nothing else."""
    client = Client()
    client.user = UserFactory()  # type: ignore[attr-defined]
    client.user.groups.add(Group.objects.get(name=TRAINERS))  # type: ignore[attr-defined]
    client.user.cohorts.set(cohorts)  # type: ignore[attr-defined]
    client.force_login(client.user)  # type: ignore[attr-defined]
    return client


def cohort(course: CoursePage, **fields: Any) -> Cohort:
    """Return a cohort of a course."""
    start = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 5, 31)}
    return Cohort.objects.create(**{"name": "Лом", "course_key": course.translation_key, **start, **fields})


def session(of: Cohort, **fields: Any) -> Session:
    """Return a session of a cohort."""
    return Session.objects.create(**{"cohort": of, "on": date(2026, 3, 2), "topic": "Застъпничество", **fields})


def member(of: Cohort, name: str = "Мария") -> Membership:
    """Return a member of a cohort; the same name is the same learner."""
    learner, _made = Learner.objects.get_or_create(pk=uuid5(NAMESPACE_OID, name), defaults={"name": name})
    return Membership.objects.get_or_create(cohort=of, learner=learner)[0]


def answer(membership: Membership, chapter: Any, *rights: bool) -> None:
    """Let a member answer a lesson's first question, right or wrong, one answer after the other."""
    keys = {"course_key": membership.cohort.course_key, "content_key": chapter.translation_key}
    exercises = list(walk_exercises(chapter.body))
    for number, is_right in enumerate(rights, 1):
        record_answer(
            learner=membership.learner,
            exercise=exercises[0],
            answer={"options": [str(number)]},
            is_right=is_right,
            number=number,
            language="bg",
            **keys,
        )
    record_progress(learner=membership.learner, exercise_ids=[one.id for one in exercises], **keys)


def finish(membership: Membership, *chapters: Any) -> None:
    """Let a member finish lessons."""
    for chapter in chapters:
        membership.learner.lessons.update_or_create(
            course_key=membership.cohort.course_key,
            content_key=chapter.translation_key,
            defaults=dict.fromkeys(("started_at", "last_at", "read_at", "finished_at"), timezone.now()),
        )
