"""Accounts: logging in with a code by e-mail, what becomes of the device's progress, logging out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.accounts import services
from courses.learners.models import Learner
from courses.practice.models import Attempt
from tests.factories import UserFactory, choice_question, rich, stream
from tests.factories.learning import OURS, Phone
from tests.factories.libraries import library

LEARNING, LOG_IN = "/bg/learning/", "/bg/account/log-in/"
FIRST, SECOND = "/bg/courses/course/first/", "/bg/courses/course/second/"
AMINA = "amina@example.org"


@pytest.fixture(autouse=True)
def no_limits_left():
    cache.clear()


@pytest.fixture
def books(home):
    return library(home, body=stream(rich("Текст."), choice_question()))


@pytest.fixture
def phone(books):
    return Phone()


def ask_for_code(phone: Phone, email: str = AMINA, **fields):
    return phone.send(phone.get(LOG_IN).select_one("main form"), email=email, **fields)


def sent_code() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def log_in(phone: Phone, email: str = AMINA, **fields):
    page = BeautifulSoup(ask_for_code(phone, email, **fields).content, "html.parser")
    return phone.send(page.select_one("main form"), code=sent_code())


def log_out(phone: Phone):
    return phone.send(phone.get(LEARNING).select_one("form[action$='log-out/']"))


# Logging in


def test_a_new_address_gets_a_code_by_e_mail_and_an_account(phone):
    response = log_in(phone)

    assert response.request["PATH_INFO"] == LEARNING
    assert AMINA in response.content.decode()
    assert phone.learner.account.email == AMINA
    assert EmailAddress.objects.get(user=phone.learner.account).verified
    assert not phone.learner.account.has_usable_password()


def test_asking_for_a_code_logs_nobody_in(phone):
    ask_for_code(phone)

    assert phone.cookie == ""
    assert phone.client.get("/bg/account/")["Location"].startswith(LOG_IN)


def test_the_mail_is_in_the_readers_language(phone):
    ask_for_code(phone)

    assert mail.outbox[0].subject == f"{sent_code()} е вашият код"
    assert mail.outbox[0].to == [AMINA]


@pytest.mark.parametrize("capitals", ["Amina@Example.org", "AMINA@EXAMPLE.ORG"])
def test_capitals_make_no_second_account(phone, capitals):
    log_in(phone)
    log_in(Phone(), capitals)

    assert get_user_model().objects.filter(email__iexact=AMINA).count() == 1


def test_the_code_may_be_typed_in_arabic_digits_and_groups(phone):
    page = BeautifulSoup(ask_for_code(phone).content, "html.parser")
    code = sent_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    phone.send(page.select_one("main form"), code=f"{code[:3]} {code[3:]}")

    assert phone.learner.account.email == AMINA


def test_a_wrong_code_is_told_beside_the_field_and_three_end_it(phone):
    form = BeautifulSoup(ask_for_code(phone).content, "html.parser").select_one("main form")
    wrong = str((int(sent_code()) + 1) % 1_000_000).zfill(6)

    first = BeautifulSoup(phone.send(form, code=wrong).content, "html.parser")
    assert first.select_one("#code[aria-invalid=true]")
    assert "Сравнете" in first.select_one("#code-problem").get_text()
    phone.send(form, code=wrong)
    third = phone.send(form, code=wrong)

    assert third.request["PATH_INFO"] == LOG_IN
    phone.send(form, code=sent_code())
    assert phone.cookie == ""


def test_a_code_is_good_for_a_quarter_of_an_hour(phone):
    with time_machine.travel(timezone.now() - timedelta(minutes=16), tick=False):
        form = BeautifulSoup(ask_for_code(phone).content, "html.parser").select_one("main form")

    assert phone.send(form, code=sent_code()).request["PATH_INFO"] == LOG_IN
    assert phone.cookie == ""


def test_a_code_can_be_sent_again(phone):
    page = BeautifulSoup(ask_for_code(phone).content, "html.parser")

    phone.send(page.select("main form")[1])

    assert len(mail.outbox) == 2
    phone.send(page.select_one("main form"), code=sent_code())
    assert phone.learner.account.email == AMINA


def test_nobody_can_flood_an_address_with_codes(phone):
    for _time in range(3):
        ask_for_code(Phone())

    page = BeautifulSoup(ask_for_code(phone).content, "html.parser")

    assert len(mail.outbox) == 3
    assert page.select_one("#email-problem")
    assert page.select_one("#email")["value"] == AMINA


def test_a_mail_server_that_is_away_is_told_and_nothing_is_lost(phone, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = ask_for_code(phone)

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.select_one("#email-problem")
    assert page.select_one("#email")["value"] == AMINA


@pytest.mark.parametrize("email", ["", "amina", "amina@"])
def test_what_is_no_address_is_told_at_the_field(phone, email):
    page = BeautifulSoup(ask_for_code(phone, email).content, "html.parser")

    assert page.select_one("#email[aria-invalid=true]")
    assert mail.outbox == []


def test_a_closed_account_gets_no_code_and_the_page_doesnt_say_so(phone):
    UserFactory(email=AMINA, is_active=False)

    response = ask_for_code(phone)

    assert mail.outbox == []
    assert response.request["PATH_INFO"] == "/bg/account/code/"


def test_a_foreign_page_cannot_log_anybody_out(phone):
    log_in(phone)

    phone.send(phone.get(LEARNING).select_one("form[action$='log-out/']"), {"Sec-Fetch-Site": "cross-site"})

    assert phone.learner.account.email == AMINA


# What was learned on the device


def test_logging_in_takes_what_was_learned_on_the_device_along(phone):
    phone.choose(FIRST, 1)

    log_in(phone, mine="yes")

    assert phone.learner.account.email == AMINA
    assert Attempt.objects.get().learner == phone.learner


def test_a_second_device_brings_everything_together(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")
    tablet = Phone()
    tablet.choose(SECOND, 1)

    log_in(tablet, mine="yes")

    assert tablet.learner == phone.learner
    assert Attempt.objects.filter(learner=phone.learner).count() == 2


def test_on_somebody_elses_phone_each_keeps_what_is_theirs(phone):
    phone.choose(FIRST, 1)
    owner = phone.learner

    log_in(phone, mine="no")

    assert phone.learner != owner
    assert Attempt.objects.get().learner == owner
    log_out(phone)
    back = phone.get(LEARNING).select_one("form[action$='/me/'] input[name=learner]")
    assert back["value"] == owner.pk.hex


def test_whose_the_device_is_must_be_said(phone):
    phone.choose(FIRST, 1)

    page = BeautifulSoup(ask_for_code(phone).content, "html.parser")

    assert page.select_one("#mine-problem")
    assert page.select_one("#email")["value"] == AMINA
    assert mail.outbox == []


def test_what_belongs_to_another_account_is_not_taken(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")
    first = phone.learner
    phone.client.cookies.pop("sessionid")

    log_in(phone, "boris@example.org", mine="yes")

    assert phone.learner.account.email == "boris@example.org"
    assert Attempt.objects.get().learner == first


def test_both_orders_of_logging_in_end_alike(phone):
    phone.choose(FIRST, 0)
    tablet = Phone()
    tablet.choose(FIRST, 1)
    user = UserFactory(email=AMINA)

    for device in (phone, tablet):
        services.arrive(account=user, device=device.learner.pk, is_mine=True)
    forwards = list(Attempt.objects.order_by("number").values_list("number", "is_right"))
    other = UserFactory()
    phone, tablet = Phone(), Phone()
    Attempt.objects.all().delete()
    phone.choose(FIRST, 0)
    tablet.choose(FIRST, 1)
    for device in (tablet, phone):
        services.arrive(account=other, device=device.learner.pk, is_mine=True)

    assert list(Attempt.objects.order_by("number").values_list("number", "is_right")) == forwards
    assert forwards == [(1, False), (2, True)]


# Logging out


def test_logging_out_leaves_the_device_clean(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")

    response = log_out(phone)

    assert phone.cookie == ""
    assert "sessionid" not in phone.client.cookies or not phone.client.cookies["sessionid"].value
    assert AMINA not in response.content.decode()
    assert phone.question(FIRST).select_one("input[name=option]")


def test_after_logging_in_again_everything_is_back(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")
    learner = phone.learner
    log_out(phone)

    log_in(phone)

    assert phone.learner == learner
    assert phone.get(LEARNING).select_one(".card.course")


def test_an_hour_later_one_still_learns_and_can_still_log_out(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")
    account = phone.learner.account

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert phone.client.get("/bg/account/").status_code == 302
        assert phone.learner.account == account
        log_out(phone)

    assert phone.cookie == ""


def test_an_editor_who_logs_out_of_the_admin_leaves_the_device_clean(phone):
    editor = UserFactory(is_superuser=True)
    phone.client.force_login(editor)
    phone.send(phone.get("/bg/account/").select_one("form[action$='here/']"))
    assert phone.learner.account == editor

    phone.client.post("/admin/logout/")

    assert phone.cookie == ""


def test_a_trainer_who_logs_out_of_the_admin_leaves_the_trainee_on_the_phone(phone):
    phone.choose(FIRST, 1)
    trainee = phone.learner
    phone.client.force_login(UserFactory(is_superuser=True))

    phone.client.post("/admin/logout/")

    assert phone.learner == trainee
    assert trainee.account is None


# Deleting


def test_whoever_deletes_what_they_learned_deletes_the_account(phone):
    log_in(phone)
    page = phone.get("/bg/learning/delete/")
    assert AMINA in page.select_one("main").get_text()

    phone.send(page.select_one("main form"))

    assert not get_user_model().objects.filter(email=AMINA).exists()
    assert not EmailAddress.objects.exists()


def test_an_editors_account_stays(phone):
    editor = UserFactory(email=AMINA)
    editor.groups.add(Group.objects.get(name="Editors"))
    log_in(phone)

    phone.send(phone.get("/bg/learning/delete/").select_one("main form"))

    assert get_user_model().objects.get(email=AMINA) == editor
    assert not Learner.objects.exists()


def test_the_download_names_the_account(phone):
    log_in(phone)

    assert phone.client.get("/bg/learning/download/").json()["account"]["email"] == AMINA


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "old"])
def test_an_address_that_nobody_confirmed_is_forgotten_after_a_day(phone, is_new):
    with time_machine.travel(timezone.now() - timedelta(hours=1 if is_new else 25), tick=False):
        ask_for_code(phone)

    assert services.remove_unused_accounts() == (0 if is_new else 1)
    assert get_user_model().objects.filter(email=AMINA).exists() == is_new


def test_accounts_in_use_and_editors_are_never_forgotten(phone):
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        log_in(phone)
        editor = UserFactory(email="editor@example.org")
        editor.groups.add(Group.objects.get(name="Editors"))
        ask_for_code(Phone(), editor.email)

    assert services.remove_unused_accounts() == 0


# What it costs


def test_a_lesson_of_somebody_logged_in_takes_no_more_than_16_queries(phone):
    phone.choose(FIRST, 1)
    log_in(phone, mine="yes")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        phone.get(FIRST)

    assert len(queries) <= 16


def test_public_pages_know_nothing_of_messages_and_tokens(phone):
    log_in(phone)

    assert set(phone.client.cookies) <= {"learner", "sessionid", "csrftoken"}
    assert "messages" not in phone.client.cookies


def test_only_the_log_in_sets_a_token(phone):
    assert "csrftoken" not in phone.client.get(LEARNING).cookies
    assert phone.client.post(LEARNING, headers=OURS).status_code == 405
