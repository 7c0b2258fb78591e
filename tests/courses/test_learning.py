"""My learning: what was learned on this device, taken along by a code, and shared devices."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from courses.learners.models import Learner, WrongTry
from courses.learners.services import MOST_TRIES_BY_ADDRESS
from courses.practice.models import Attempt, LessonProgress
from tests.factories import CoursePageFactory, choice_question, rich, stream
from tests.factories.learning import OURS, Phone
from tests.factories.libraries import library, library_in

PAGE = "/bg/learning/"
FIRST, SECOND = "/bg/courses/course/first/", "/bg/courses/course/second/"


@pytest.fixture
def books(home):
    return library(home, body=stream(rich("Текст."), choice_question()))


@pytest.fixture
def phone(books):
    return Phone()


def code_of(phone: Phone) -> str:
    response = phone.send(phone.get(PAGE).select_one("form[action$='code/']"))
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    return BeautifulSoup(response.content, "html.parser").select_one(".code").get_text()


def enter(phone: Phone, code: str, **fields):
    return phone.send(phone.get("/bg/learning/resume/").select_one("main form"), code=code, **fields)


# What was learned


def test_a_new_visitor_is_told_how_to_begin_and_gets_no_cookie(phone):
    page = phone.get(PAGE)

    assert page.select_one("main .lead")
    assert not page.select_one("form[action$='code/']")
    assert phone.cookie == ""


def test_a_course_shows_its_finished_lessons_and_where_to_go_on(phone):
    phone.choose(FIRST, 1)
    phone.finish(FIRST)

    card = phone.get(PAGE).select_one(".card.course")

    assert card.h2.get_text() == "Курс"
    assert [item["class"] for item in card.select(".way li")] == [["done"], ["now"]]
    assert card.select_one(".btn")["href"] == SECOND


def test_one_goes_on_with_the_lesson_that_was_left_in_the_middle(phone):
    phone.choose(SECOND, 0)

    assert phone.get(PAGE).select_one(".card .btn")["href"] == SECOND


def test_what_counts_are_the_lessons_that_exist_in_the_readers_language(phone, books):
    library_in("en", books, "first")
    phone.choose(FIRST, 1)
    phone.finish(FIRST)

    card = phone.get("/en/learning/").select_one(".card.course")

    assert len(card.select(".way li")) == 1
    assert not card.select_one(".btn")


def test_a_course_that_is_missing_in_a_language_is_named_there(phone, books):
    library_in("en", books)
    phone.choose(FIRST, 1)
    books.course.get_translation(Locale.objects.get(language_code="en")).unpublish()

    page = phone.get("/en/learning/")

    assert not page.select(".card.course")
    assert "1 course that you began is not in this language." in page.get_text()


def test_a_course_last_worked_on_comes_first(phone, books):
    CoursePageFactory(parent=books.courses, title="Друг", slug="other", chapters=books.chapters)
    phone.choose(FIRST, 0)
    phone.choose("/bg/courses/other/first/", 0)

    assert [h.get_text() for h in phone.get(PAGE).select(".card h2")] == ["Друг", "Курс"]


def test_thirty_courses_need_twenty_queries_at_most(phone, books):
    phone.choose(FIRST, 0)
    for number in range(29):
        other = CoursePageFactory(parent=books.courses, slug=f"course-{number}", chapters=books.chapters)
        LessonProgress.objects.create(
            learner=phone.learner,
            course_key=other.translation_key,
            content_key=books.chapters[0].translation_key,
            started_at=timezone.now(),
            last_at=timezone.now(),
        )
    assert len(phone.get(PAGE).select(".card")) == 30

    with CaptureQueriesContext(connection) as captured:
        phone.get(PAGE)

    assert len(captured) <= 20


# Taking it along


def test_a_code_brings_everything_back_on_another_phone(phone):
    phone.choose(FIRST, 1)
    code = code_of(phone)
    other = Phone()

    enter(other, code)

    assert other.learner == phone.learner
    assert other.get(FIRST).select_one(".q .said.good")


def test_the_qr_picture_leads_to_the_page_with_the_code_filled_in(phone):
    phone.choose(FIRST, 1)
    code = code_of(phone)

    page = Phone().get(f"/bg/learning/resume/?code={code.replace(' ', '')}")

    assert page.select_one("#code")["value"] == code


def test_a_wrong_code_gets_an_error_at_the_field_and_keeps_what_was_typed(phone):
    response = enter(phone, "1234 5678 9012 3456 7890")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 400
    assert page.select_one("#code")["value"] == "1234 5678 9012 3456 7890"
    assert page.select_one("#code")["aria-describedby"] == page.select_one(".said.bad")["id"]


def test_guessing_is_limited_by_address(phone):
    phone.choose(FIRST, 1)
    code = code_of(phone)
    for number in range(MOST_TRIES_BY_ADDRESS):
        assert enter(Phone(), f"{number:020}").status_code == 400

    assert enter(Phone(), code).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert enter(Phone(), code).status_code == 200


def test_guessing_is_limited_in_all(phone, monkeypatch):
    monkeypatch.setattr("courses.learners.services.MOST_TRIES_IN_ALL", 3)
    for number in range(3):
        WrongTry.objects.create(address_digest=str(number))

    assert enter(phone, "1" * 20).status_code == 429


def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(phone, settings):
    settings.TRUSTED_PROXIES = 1
    form = phone.get("/bg/learning/resume/").select_one("main form")
    for number, forwarded in enumerate(["1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9", "8.8.8.8"]):
        phone.send(form, headers=OURS | {"X-Forwarded-For": forwarded}, code=f"{number:020}")

    assert WrongTry.objects.values("address_digest").distinct().count() == 2


def test_what_a_client_claims_is_not_believed_without_a_proxy(phone):
    form = phone.get("/bg/learning/resume/").select_one("main form")
    for number in range(3):
        phone.send(form, headers=OURS | {"X-Forwarded-For": f"1.1.1.{number}"}, code=f"{number:020}")

    assert WrongTry.objects.values("address_digest").distinct().count() == 1


def test_the_work_of_the_same_person_is_put_together(phone):
    phone.choose(FIRST, 1)
    code = code_of(phone)
    other = Phone()
    other.choose(SECOND, 1)

    enter(other, code, mine="yes")

    assert other.learner == phone.learner
    assert Attempt.objects.filter(learner=phone.learner).count() == 2


def test_somebody_elses_work_stays_apart_and_on_the_device(phone):
    phone.choose(FIRST, 1)
    code = code_of(phone)
    other = Phone()
    other.choose(SECOND, 1)
    before = other.learner

    enter(other, code, mine="no")
    assert other.learner == phone.learner
    other.send(other.get(PAGE).select_one("form[action$='/me/']"))

    assert other.learner == before
    assert other.get(SECOND).select_one(".q .said.good")


# Shared phones


def test_this_is_not_me_starts_afresh_and_loses_nothing(phone):
    phone.choose(FIRST, 1)
    first = phone.learner

    phone.send(phone.get(PAGE).select_one("form[action$='not-me/']"))
    assert not phone.get(FIRST).select_one(".said:not([hidden])")
    phone.choose(FIRST, 0)

    assert phone.learner != first
    phone.send(phone.get(PAGE).select_one("form[action$='/me/']"))
    assert phone.learner == first
    assert phone.get(FIRST).select_one(".q .said.good")
    assert Learner.objects.count() == 2


def test_nobody_becomes_a_learner_who_was_never_on_the_device(phone, books):
    phone.choose(FIRST, 1)
    stranger = Phone()
    stranger.choose(FIRST, 0)
    own = stranger.learner

    stranger.client.post("/bg/learning/me/", {"learner": phone.learner.pk.hex}, headers=OURS)
    stranger.client.post("/bg/learning/me/", {"learner": str(phone.learner.pk)}, headers=OURS)

    assert stranger.learner == own


@pytest.mark.parametrize("path", ["code/", "resume/go/", "not-me/", "me/"])
def test_other_sites_can_do_nothing_here(phone, path):
    phone.choose(FIRST, 1)
    before = phone.cookie

    response = phone.client.post(f"{PAGE}{path}", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert phone.cookie == before


# Everybody


@pytest.mark.parametrize("path", ["", "resume/"])
def test_the_language_menu_leads_to_the_same_page(phone, books, path):
    library_in("en", books)

    assert phone.get(f"{PAGE}{path}").select_one(f".langs a[href='/en/learning/{path}']")


@pytest.mark.parametrize("path", ["", "resume/"])
def test_nobody_keeps_these_pages_and_no_search_engine_lists_them(phone, path):
    response = phone.client.get(f"{PAGE}{path}")

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert BeautifulSoup(response.content, "html.parser").select_one("meta[name=robots][content=noindex]")
