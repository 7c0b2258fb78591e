"""Learners go with everything that is theirs: when they ask for it, and when they haven't learned for long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.celery import app
from courses.learners.models import Learner
from courses.learners.services import delete_learner, get_or_make_learner, remove_idle_learners
from courses.learners.tasks import remove_idle_learners as task
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def last_seen(days_ago: int, **fields) -> Learner:
    learner = Learner.objects.create(**fields)
    learner.last_seen_on = timezone.localdate() - timedelta(days=days_ago)
    learner.save()
    return learner


def test_deleting_takes_those_along_that_were_merged_into_the_learner():
    kept = Learner.objects.create()
    merged = Learner.objects.create(merged_into=kept)
    Learner.objects.create(merged_into=merged)
    stranger = Learner.objects.create()

    delete_learner(learner=kept, choices={})

    assert list(Learner.objects.all()) == [stranger]


def test_deleting_twice_is_no_mistake():
    learner = Learner.objects.create()
    again = Learner.objects.get()

    delete_learner(learner=learner, choices={})
    delete_learner(learner=again, choices={})

    assert not Learner.objects.exists()


@pytest.mark.parametrize(("days", "stays"), [(0, True), (730, True), (731, False)])
def test_two_years_without_learning_are_too_long(days, stays):
    last_seen(days)

    removed = remove_idle_learners()

    assert Learner.objects.exists() is stays
    assert removed == (not stays)


def test_the_time_can_be_set(settings):
    settings.IDLE_LEARNER_DAYS = 10
    last_seen(11)
    stays = last_seen(10)

    task()

    assert list(Learner.objects.all()) == [stays]


def test_an_idle_learner_with_an_account_goes_and_the_account_stays():
    user = UserFactory()
    last_seen(800, account=user)

    remove_idle_learners()

    assert not Learner.objects.exists()
    user.refresh_from_db()


def test_whoever_was_merged_stays_as_long_as_the_one_that_learns_on():
    kept = last_seen(1)
    last_seen(800, merged_into=kept)

    assert remove_idle_learners() == 0
    assert Learner.objects.count() == 2


def test_an_answer_on_the_old_cookie_keeps_the_one_that_learns_on():
    kept = last_seen(800)
    old = last_seen(800, merged_into=kept)

    get_or_make_learner(old.pk)

    assert remove_idle_learners() == 0


def test_the_timetable_names_tasks_that_exist():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
