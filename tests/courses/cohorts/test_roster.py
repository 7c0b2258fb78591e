"""The roster: one form for everybody, stored at once, and never said to be stored before it is."""

import re
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.cohorts.models import Attendance
from tests.factories import cohorts as factory
from tests.factories.cohorts import member, session


@pytest.fixture
def day(cohort):
    return session(cohort)


@pytest.fixture
def address(cohort, day):
    return reverse("cohort_roster", args=[cohort.pk, day.pk])


def form_of(client, address):
    """Return what a browser would send of the roster as it is shown."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one("form.roster")
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return sent | {field["name"]: field["value"] for field in form.select("input[checked]")}


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def statuses():
    rows = Attendance.objects.select_related("membership__learner")
    return {row.membership.learner.name: row.status for row in rows}


def test_everybody_has_four_buttons_and_none_is_pressed(trainer, cohort, address):
    member(cohort, "A"), member(cohort, "B")

    page = BeautifulSoup(trainer.get(address).content, "html.parser")

    assert len(page.select(".roster input[type=radio]")) == 8
    assert page.select(".roster input[checked]") == []
    assert len(page.select("form.roster")) == 1


def test_the_whole_roster_is_one_form_and_says_when_it_was_saved(trainer, cohort, address):
    first, second = member(cohort, "A"), member(cohort, "B")
    form = form_of(trainer, address) | {f"now-{first.pk}": "late", f"now-{second.pk}": "excused"}

    response = trainer.post(address, form, follow=True)

    assert statuses() == {"A": "late", "B": "excused"}
    assert re.search(r"\d\d:\d\d:\d\d.*2", said(response))
    assert len(BeautifulSoup(response.content, "html.parser").select(".roster input[checked]")) == 2


def test_forty_people_take_a_tap_for_each_who_is_missing_and_one_more(trainer, cohort, address):
    people = [member(cohort, f"{number:02}") for number in range(40)]
    form = form_of(trainer, address) | {f"now-{people[7].pk}": "absent", "rest": "present"}

    trainer.post(address, form)

    assert list(statuses().values()).count("present") == 39
    assert statuses()["07"] == "absent"


def test_nothing_is_said_to_be_saved_if_storing_fails(trainer, cohort, address):
    one = member(cohort)
    form = form_of(trainer, address) | {f"now-{one.pk}": "present"}
    trainer.raise_request_exception = False

    with mock.patch.object(Attendance, "save", side_effect=OSError):
        assert trainer.post(address, form).status_code == 500
    assert said(trainer.get(address)) == ""
    assert statuses() == {}


def test_it_is_all_or_nothing(trainer, cohort, address):
    first, second = member(cohort, "A"), member(cohort, "B")
    form = form_of(trainer, address) | {f"now-{first.pk}": "present", f"now-{second.pk}": "present"}
    trainer.raise_request_exception = False
    save = Attendance.save

    def fail_at_the_second(row, *args, **kwargs):
        if row.membership_id == second.pk:
            raise OSError
        save(row, *args, **kwargs)

    with mock.patch.object(Attendance, "save", fail_at_the_second):
        trainer.post(address, form)
    assert statuses() == {}


def test_two_trainers_at_once_keep_each_others_work(trainer, cohort, address):
    other = factory.trainer(cohort)
    first, second = member(cohort, "A"), member(cohort, "B")
    mine, theirs = form_of(trainer, address), form_of(other, address)

    trainer.post(address, mine | {f"now-{first.pk}": "present"})
    other.post(address, theirs | {f"now-{second.pk}": "absent"})

    assert statuses() == {"A": "present", "B": "absent"}


def test_the_rest_leaves_alone_what_somebody_else_noted_meanwhile_and_says_so(trainer, cohort, address):
    other = factory.trainer(cohort)
    first, _second = member(cohort, "A"), member(cohort, "B")
    mine = form_of(trainer, address)
    other.post(address, form_of(other, address) | {f"now-{first.pk}": "excused"})

    response = trainer.post(address, mine | {"rest": "present"}, follow=True)

    assert statuses() == {"A": "excused", "B": "present"}
    assert "A" in said(response)


def test_who_joined_after_the_roster_was_shown_is_not_marked_by_the_rest(trainer, cohort, address):
    member(cohort, "A")
    form = form_of(trainer, address)
    member(cohort, "B")

    trainer.post(address, form | {"rest": "present"})

    assert statuses() == {"A": "present"}


def test_an_unknown_word_is_passed_over(trainer, cohort, address):
    one = member(cohort)

    trainer.post(address, form_of(trainer, address) | {f"now-{one.pk}": "ill"})

    assert statuses() == {}


def test_the_roster_costs_the_same_for_4_and_40_people(trainer, cohort, address):
    def cost():
        trainer.get(address)
        with CaptureQueriesContext(connection) as captured:
            trainer.get(address)
        return len(captured)

    for number in range(4):
        member(cohort, str(number))
    few = cost()
    for number in range(40):
        member(cohort, str(number))

    assert cost() == few


def test_the_list_to_sign_has_a_line_for_every_seat(trainer, cohort, day):
    member(cohort)

    page = BeautifulSoup(trainer.get(reverse("cohort_sheet", args=[cohort.pk, day.pk])).content, "html.parser")

    assert len(page.select("tbody tr")) == cohort.seats
    assert page.select_one("tbody th").get_text() == "Мария"
    assert page.select_one("tbody tr:last-child td").get_text() == str(cohort.seats)


def test_a_trainer_adds_a_session_with_its_lessons(trainer, cohort, books):
    address = reverse("cohort_add_session", args=[cohort.pk])
    keys = [str(books.chapters[0].translation_key)]

    trainer.post(address, {"on": "2026-03-02", "topic": "Застъпничество", "chapter_keys": keys})

    made = cohort.sessions.get()
    assert (made.topic, made.chapter_keys) == ("Застъпничество", keys)


def test_a_session_takes_no_chapter_of_another_course(trainer, cohort, books):
    address = reverse("cohort_add_session", args=[cohort.pk])

    trainer.post(address, {"on": "2026-03-02", "topic": "X", "chapter_keys": [str(books.course.translation_key)]})

    assert not cohort.sessions.exists()
