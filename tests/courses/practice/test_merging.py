"""Putting two learners' work together: nothing is lost, whichever of them comes first."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.learners.models import Learner
from courses.learners.services import get_or_make_learner, give_code
from courses.practice.models import Attempt, LessonProgress, QuestionVersion
from courses.practice.services import merge_learners

BEGIN = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
COURSE = uuid5(NAMESPACE_OID, "course")
CHAPTERS = [uuid5(NAMESPACE_OID, name) for name in ("first", "second", "third")]
BLOCKS = ["one", "two"]

minutes = st.integers(0, 5)


class Work(NamedTuple):
    """What somebody did: minutes of the answers by question, and `(read, finished)` by lesson, None for not."""

    answers: dict[tuple[int, int], list[int]]
    lessons: dict[int, tuple[int | None, int | None]]


works = st.builds(
    Work,
    st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 1)), st.lists(minutes, min_size=1, max_size=4)),
    st.dictionaries(st.integers(0, 2), st.tuples(st.none() | minutes, st.none() | minutes)),
)


def at(minute: int | None) -> datetime | None:
    return None if minute is None else BEGIN + timedelta(minutes=minute)


def somebody(work: Work) -> Learner:
    """Return a learner who has done this work, with answers numbered in the order of time."""
    learner = Learner.objects.create()
    for (chapter, block), times in work.answers.items():
        place = {"content_key": CHAPTERS[chapter], "block_id": BLOCKS[block]}
        version, _made = QuestionVersion.objects.get_or_create(
            **place, kind="open_question", language="bg", digest="d", defaults={"content": {"text": "Why?"}}
        )
        for number, minute in enumerate(sorted(times), 1):
            Attempt.objects.create(
                learner=learner,
                course_key=COURSE,
                **place,
                number=number,
                version=version,
                answer={"text": f"{learner.pk}/{number}"},
                answered_at=at(minute),
            )
    for chapter, (read, finished) in work.lessons.items():
        LessonProgress.objects.create(
            learner=learner,
            course_key=COURSE,
            content_key=CHAPTERS[chapter],
            started_at=BEGIN,
            last_at=at(max(read or 0, finished or 0)),
            read_at=at(read),
            finished_at=at(finished),
            reason="done" if finished is not None else "",
            criterion={"by": str(learner.pk)} if finished is not None else {},
        )
    return learner


def texts() -> list[str]:
    return sorted(attempt.answer["text"] for attempt in Attempt.objects.all())


def lessons_of(learner: Learner) -> dict[Any, LessonProgress]:
    return LessonProgress.objects.of_course(learner.pk, COURSE)


def earliest(*times: int | None) -> datetime | None:
    return at(min((time for time in times if time is not None), default=None))


class AnyTwoLearners(TestCase):
    """Whatever two learners have done, in both orders."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(works, works, st.booleans())
    def test_nothing_is_lost_and_everything_is_in_order(self, one_work, other_work, turned):
        one, other = somebody(one_work), somebody(other_work)
        before = texts()
        into, gone = (other, one) if turned else (one, other)

        kept = merge_learners(into=into, other=gone)

        # Every answer is there, and the kept learner's.
        assert kept == into
        assert texts() == before
        assert not Attempt.objects.exclude(learner=kept).exists()
        # Numbers begin at 1, have no gap, and follow the time.
        for chapter in CHAPTERS:
            for block in BLOCKS:
                attempts = list(Attempt.objects.filter(content_key=chapter, block_id=block).order_by("number"))
                assert [attempt.number for attempt in attempts] == list(range(1, len(attempts) + 1))
                times = [attempt.answered_at for attempt in attempts]
                assert times == sorted(times)
        # Lessons are those of both, with the earliest date of each kind and a criterion that belongs to it.
        lessons = lessons_of(kept)
        assert not LessonProgress.objects.exclude(learner=kept).exists()
        assert set(lessons) == {CHAPTERS[chapter] for chapter in one_work.lessons | other_work.lessons}
        for number, chapter in enumerate(CHAPTERS):
            if chapter in lessons:
                (read, finished), (also_read, also_finished) = (
                    work.lessons.get(number, (None, None)) for work in (one_work, other_work)
                )
                assert lessons[chapter].read_at == earliest(read, also_read)
                assert lessons[chapter].finished_at == earliest(finished, also_finished)
                assert (
                    bool(lessons[chapter].reason)
                    == bool(lessons[chapter].criterion)
                    == bool(lessons[chapter].finished_at)
                )

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(works, works)
    def test_merging_again_changes_nothing(self, one_work, other_work):
        one, other = somebody(one_work), somebody(other_work)
        kept = merge_learners(into=one, other=other)
        before = list(Attempt.objects.order_by("pk").values()), list(LessonProgress.objects.order_by("pk").values())

        assert merge_learners(into=kept, other=other) == kept

        assert before == (
            list(Attempt.objects.order_by("pk").values()),
            list(LessonProgress.objects.order_by("pk").values()),
        )

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(works, min_size=3, max_size=4), st.randoms(use_true_random=False))
    def test_one_after_the_other_and_every_old_cookie_leads_on(self, several, random):
        learners = [somebody(work) for work in several]
        before = texts()
        apart = list(learners)
        while len(apart) > 1:
            into, gone = random.sample(apart, 2)
            merge_learners(into=into, other=gone)
            apart.remove(gone)

        assert texts() == before
        assert set(Attempt.objects.values_list("learner", flat=True)) <= {apart[0].pk}
        assert {get_or_make_learner(learner.pk) for learner in learners} == set(apart)


@pytest.mark.django_db
@pytest.mark.parametrize("turned", [False, True])
def test_cookie_and_code_of_both_lead_to_the_kept_learner(turned):
    one, other = Learner.objects.create(), Learner.objects.create()
    codes = {learner.pk: give_code(learner=learner) for learner in (one, other)}
    into, gone = (other, one) if turned else (one, other)

    merge_learners(into=into, other=gone)

    assert Learner.objects.known_as(gone.pk) == into
    assert Learner.objects.with_code(codes[into.pk]) == into
    assert Learner.objects.with_code(codes[gone.pk]) == into


@pytest.mark.django_db
@pytest.mark.parametrize("turned", [False, True])
def test_a_new_code_ends_both_old_ones(turned):
    one, other = Learner.objects.create(), Learner.objects.create()
    old = [give_code(learner=learner) for learner in (one, other)]
    kept = merge_learners(into=other if turned else one, other=one if turned else other)

    new = give_code(learner=kept)

    assert Learner.objects.with_code(new) == kept
    assert [Learner.objects.with_code(code) for code in old] == [None, None]


@pytest.mark.django_db
def test_a_code_is_kept_by_a_learner_who_had_none():
    one, other = Learner.objects.create(), Learner.objects.create()
    code = give_code(learner=other)

    kept = merge_learners(into=one, other=other)

    assert kept.code_digest
    assert Learner.objects.with_code(code) == kept


@pytest.mark.django_db
def test_codes_and_cookies_lead_on_through_several_merges():
    learners = [Learner.objects.create() for _n in range(4)]
    codes = [give_code(learner=learner) for learner in learners]
    for gone, into in pairwise(learners):
        merge_learners(into=into, other=gone)

    assert {Learner.objects.with_code(code) for code in codes} == {learners[-1]}
    give_code(learner=learners[-1])
    assert {Learner.objects.with_code(code) for code in codes} == {None}


@pytest.mark.django_db
@pytest.mark.parametrize("turned", [False, True])
def test_the_later_day_of_being_seen_stays(turned):
    today = timezone.localdate()
    old, new = Learner.objects.create(), Learner.objects.create()
    Learner.objects.filter(pk=old.pk).update(last_seen_on=today - timedelta(days=800))

    kept = merge_learners(into=new if turned else old, other=old if turned else new)

    assert kept.last_seen_on == today
    assert not Learner.objects.idle().exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time anyway")
@pytest.mark.django_db
def test_two_devices_that_merge_into_each_other_lock_both_learners_in_the_same_order():
    """Locks in the order of the arguments would wait for each other for good; the moment is too short to be met."""
    one, other = Learner.objects.create(), Learner.objects.create()

    with CaptureQueriesContext(connection) as captured:
        merge_learners(into=one, other=other)

    reads = [query["sql"] for query in captured if 'FROM "learners_learner"' in query["sql"]]
    (lock,) = [sql for sql in reads if "FOR UPDATE" in sql]
    assert 'ORDER BY "learners_learner"."id"' in lock
