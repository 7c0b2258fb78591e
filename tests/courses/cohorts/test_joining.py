"""Joining by the public address: without an account, guarded like an answer, and only as long as there are seats."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.projects.models import Place
from courses.cohorts import services
from courses.learners.models import Learner
from tests.factories.cohorts import member
from tests.factories.learning import Phone
from tests.factories.libraries import library_in


@pytest.fixture
def address(cohort):
    return f"/bg/join/{cohort.join_code}/"


@pytest.fixture
def phone(address):
    return Phone()


def form_on(phone, address):
    return phone.get(address).select_one("main form")


def test_the_page_says_what_is_joined_and_sets_no_cookie(phone, cohort, address):
    page = phone.get(address)

    assert page.h1.get_text() == cohort.name
    assert "Курс" in page.select_one(".lead").get_text()
    assert phone.cookie == ""


def test_somebody_joins_under_a_name_and_is_told(phone, cohort, address):
    response = phone.send(form_on(phone, address), name="Мария")

    assert [str(membership) for membership in cohort.members.all()] == ["Мария"]
    assert phone.learner == cohort.members.get().learner
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".said.good")
    assert not page.select("main form")
    assert "no-store" in response["Cache-Control"]


def test_what_was_learned_before_counts(phone, cohort, books, address):
    phone.choose("/bg/courses/course/first/", 1)
    learner = phone.learner

    phone.send(form_on(phone, address), name="Мария")

    assert cohort.members.get().learner == learner


def test_a_double_tap_joins_once(phone, cohort, address):
    form = form_on(phone, address)

    phone.send(form, name="Мария")
    phone.send(form, name="Мария")

    assert cohort.members.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "A" * 201])
def test_a_name_is_needed(phone, cohort, address, name):
    response = phone.send(form_on(phone, address), name=name)

    assert response.status_code == 400
    assert BeautifulSoup(response.content, "html.parser").select_one("[role=alert]")
    assert not cohort.members.exists()


def test_a_foreign_form_is_refused(phone, cohort, address):
    response = phone.send(form_on(phone, address), headers={"Sec-Fetch-Site": "cross-site"}, name="Мария")

    assert response.status_code == 403
    assert not Learner.objects.exists()


def test_a_full_cohort_says_so(phone, cohort, address):
    form = form_on(phone, address)
    cohort.seats = 1
    cohort.save()
    member(cohort)

    response = phone.send(form, name="Иван")

    assert response.status_code == 409
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".said.bad") and not page.select("main form")
    assert not phone.get(address).select("main form")
    assert cohort.members.count() == 1


def test_a_closed_cohort_says_so(phone, trainer, cohort, address):
    form = form_on(phone, address)
    trainer.post(reverse("cohort_open", args=[cohort.pk]), {"open": "no"})

    assert phone.send(form, name="Иван").status_code == 409
    assert not phone.get(address).select("main form")
    assert not cohort.members.exists()


def test_the_page_speaks_every_language_that_the_site_has(phone, cohort, books):
    library_in("ar", books)

    page = phone.get(f"/ar/join/{cohort.join_code}/")

    assert page.html["dir"] == "rtl"
    assert page.select_one(f"a[href='/bg/join/{cohort.join_code}/']")


@pytest.mark.parametrize("code", ["0000000000", "x"])
def test_an_unknown_code_does_not_exist(client, cohort, code):
    assert client.get(f"/bg/join/{code}/").status_code == 404


def test_the_trainers_screen_has_the_address_and_its_picture(trainer, cohort):
    page = BeautifulSoup(trainer.get(reverse("cohort_screen", args=[cohort.pk])).content, "html.parser")

    assert page.select_one("#joining a")["href"].endswith(f"/bg/join/{cohort.join_code}/")
    assert page.select_one("#joining svg")


def test_seats_are_counted_while_nobody_else_can_take_one(cohort):
    learner = Learner.objects.create()

    with CaptureQueriesContext(connection) as captured:
        services.join(cohort=cohort, learner=learner)

    # SQLite has one writer at a time anyway: every transaction begins IMMEDIATE.
    statements = [query["sql"] for query in captured if "cohorts_" in query["sql"]]
    assert '"cohorts_cohort"' in statements[0]
    assert not connection.features.has_select_for_update or "FOR UPDATE" in statements[0]
    assert any("COUNT(" in statement for statement in statements[1:])


def test_the_place_is_named_in_the_readers_language(phone, cohort, books, locale):
    library_in("en", books)
    place = Place.objects.create(name="Лом", locale=locale("bg"))
    Place.objects.create(name="Lom", locale=locale("en"), translation_key=place.translation_key)
    cohort.name, cohort.place = "Група", place
    cohort.save()

    assert "Лом" in phone.get(f"/bg/join/{cohort.join_code}/").main.get_text()
    page = phone.get(f"/en/join/{cohort.join_code}/").main.get_text()
    assert "Lom" in page and "Лом" not in page
