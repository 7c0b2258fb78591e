"""Answering in a lesson without an account and without JavaScript."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.learners.models import Learner
from courses.practice.models import Attempt, LessonProgress, QuestionVersion
from tests.factories import case, choice_question, rich, stream
from tests.factories.learning import OURS, Phone
from tests.factories.libraries import library, library_in

LESSON = "/bg/courses/course/first/"
WRONG, RIGHT = 0, 1
BODY = stream(
    rich("Текст."),
    choice_question(),
    ("open_question", {"text": "Защо?", "help": "", "picture": None, "picture_alt": ""}),
    case({1: [2, 3]}, (2, 3)),
)


@pytest.fixture
def books(home):
    return library(home, body=BODY)


@pytest.fixture
def phone(books):
    return Phone()


def text_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ")


# The first answer


def test_reading_a_lesson_sets_no_cookie_and_makes_no_learner(phone):
    phone.get(LESSON)

    assert phone.cookie == ""
    assert Learner.objects.count() == 0


def test_the_first_answer_is_asked_for_once_more_so_that_the_cookie_proves_itself(phone):
    question = phone.question(LESSON)
    data = {field["name"]: field["value"] for field in question.form.select("input[type=hidden]")}

    response = phone.client.post("/bg/learning/answer/", data, headers=OURS)

    assert response.status_code == 307
    assert response["Location"] == "/bg/learning/answer/?again=1"
    assert Learner.objects.count() == 0


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(phone):
    phone.choose(LESSON, WRONG)
    cookie = phone.client.cookies["learner"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 400 * 24 * 3600


def test_a_forged_cookie_is_nobody(phone):
    phone.choose(LESSON, WRONG)
    phone.client.cookies["learner"] = phone.cookie[:-1] + ("a" if phone.cookie[-1] != "a" else "b")

    assert "Още не" not in phone.question(LESSON).get_text()


def test_without_cookies_a_page_says_so_and_holds_the_answer(phone):
    question = phone.question(LESSON)
    option = question.select("input[name=option]")[RIGHT]["value"]
    data = {field["name"]: field["value"] for field in question.form.select("input[type=hidden]")} | {"option": option}

    response = phone.client.post("/bg/learning/answer/?again=1", data, headers=OURS)

    assert response.status_code == 400
    assert Learner.objects.count() == 0
    form = BeautifulSoup(response.content, "html.parser").select_one("main form")
    assert {field["name"]: field["value"] for field in form.select("input")} == data


def test_the_learner_is_told_once_that_the_answers_are_kept(phone):
    first = phone.choose(LESSON, WRONG)
    second = phone.choose(LESSON, WRONG)

    assert BeautifulSoup(first.content, "html.parser").select_one(".kept")
    assert not BeautifulSoup(second.content, "html.parser").select_one(".kept")


def test_a_learners_page_is_kept_by_no_cache(phone):
    phone.choose(LESSON, WRONG)

    assert phone.client.get(LESSON)["Cache-Control"] == "private, no-store"


# Choice questions


def test_a_right_answer_is_praised_and_explained(phone):
    response = phone.choose(LESSON, RIGHT)

    question = BeautifulSoup(response.content, "html.parser").select(".q")[0]
    assert question.select_one(".said.good")
    assert "Because." in question.get_text()
    assert question.form is None
    assert Attempt.objects.get().is_right


def test_a_wrong_answer_gets_its_own_feedback_a_hint_and_another_try(phone):
    response = phone.choose(LESSON, WRONG)

    question = BeautifulSoup(response.content, "html.parser").select(".q")[0]
    assert "Feedback 0" in question.get_text()
    assert "Feedback 1" not in question.get_text()
    assert "A hint" in question.select_one(".hint").get_text()
    assert question.form


def test_after_three_tries_the_answer_is_shown_and_nobody_is_stuck(phone):
    for _try in range(3):
        response = phone.choose(LESSON, WRONG)

    question = BeautifulSoup(response.content, "html.parser").select(".q")[0]
    assert question.form is None
    assert "Feedback 1" in question.get_text()
    assert [attempt.number for attempt in Attempt.objects.all()] == [1, 2, 3]


def test_a_hint_may_be_asked_for_and_that_is_recorded(phone):
    link = phone.question(LESSON).select_one("a[rel=nofollow]")["href"].split("#")[0]
    question = phone.question(f"{LESSON}{link}")
    assert question.select_one(".hint")

    phone.send(question.form, option=question.select("input[name=option]")[RIGHT]["value"])

    assert Attempt.objects.get().hint_used


def test_the_first_answer_without_a_hint_says_so(phone):
    phone.choose(LESSON, WRONG)
    phone.choose(LESSON, RIGHT)

    assert [attempt.hint_used for attempt in Attempt.objects.all()] == [False, True]


def test_several_right_options_must_all_be_chosen(home):
    library(home, body=stream(choice_question(rights=(True, False, True))))
    phone = Phone()

    phone.choose(LESSON, 0)
    phone.choose(LESSON, 0, 2)

    assert [attempt.is_right for attempt in Attempt.objects.all()] == [False, True]


def test_no_choice_gets_an_error_at_the_question(phone):
    response = phone.choose(LESSON)

    question = BeautifulSoup(response.content, "html.parser").select(".q")[0]
    assert question.fieldset["aria-describedby"] == question.select_one(".said.bad")["id"]
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("option", ["", "nothing", "\x00", "a" * 10_000])
def test_an_option_that_the_question_has_not_is_no_choice(phone, option):
    phone.send(phone.question(LESSON).form, option=option)

    assert Attempt.objects.count() == 0


# Open questions and cases


def test_an_open_answer_is_kept_and_shown_and_never_graded(phone):
    phone.send(phone.question(LESSON, 1).form, text="Защото <b>искам</b>.")

    assert phone.question(LESSON, 1).textarea.get_text() == "Защото <b>искам</b>."
    assert Attempt.objects.get().is_right is None


def test_a_changed_open_answer_loses_no_earlier_one(phone):
    for text in ("Първо.", "Второ.", "Второ."):
        phone.send(phone.question(LESSON, 1).form, text=text)

    assert [attempt.answer["text"] for attempt in Attempt.objects.all()] == ["Първо.", "Второ."]


def test_an_ending_that_was_reached_is_remembered_without_a_score(phone):
    ending = phone.question(LESSON, 2).select("form")[0]

    phone.send(ending)

    assert phone.question(LESSON, 2).select_one(".node .said.good")
    assert Attempt.objects.get().is_right is None


def test_an_ending_that_was_reached_is_shown_again(phone):
    ending = phone.question(LESSON, 2).select(".node:has(form)")[0]

    response = phone.send(ending.form)

    address, _status = response.redirect_chain[-1]
    assert address.endswith(f"#{ending['id']}")


def test_a_case_leads_one_step_back(home):
    library(home, body=stream(case({1: [2], 2: [3]}, (3,))))

    nodes = {node["id"]: node for node in Phone().get(LESSON).select(".node")}

    start, second, third = sorted(nodes)
    assert [link["href"] for link in nodes[third].select(".row a")] == [f"#{second}", f"#{start}"]
    assert [link["href"] for link in nodes[second].select(".row a")] == [f"#{start}"]


# Sent twice


def test_a_double_tap_counts_once(phone):
    question = phone.question(LESSON)
    option = question.select("input[name=option]")[WRONG]["value"]

    for _tap in range(2):
        phone.send(question.form, option=option)

    assert Attempt.objects.count() == 1


def test_two_tabs_with_different_answers_count_once(phone):
    phone.choose(LESSON, WRONG)
    first_tab, second_tab = phone.question(LESSON), phone.question(LESSON)

    phone.send(first_tab.form, option=first_tab.select("input[name=option]")[WRONG]["value"])
    phone.send(second_tab.form, option=second_tab.select("input[name=option]")[RIGHT]["value"])

    assert [attempt.is_right for attempt in Attempt.objects.all()] == [False, False]


def test_a_repeated_request_with_its_own_id_counts_once(phone):
    question = phone.question(LESSON)
    fields = {"option": question.select("input[name=option]")[WRONG]["value"], "id": uuid4().hex}

    for _time in range(2):
        phone.send(question.form, **fields)

    assert [attempt.id.hex for attempt in Attempt.objects.all()] == [fields["id"]]


def test_an_id_that_somebody_elses_answer_has_does_no_harm(phone, books):
    stranger = Phone()
    stranger.choose(LESSON, WRONG)
    taken = Attempt.objects.get()

    response = phone.choose(LESSON, RIGHT, id=taken.pk.hex)

    assert response.status_code == 200
    taken.refresh_from_db()
    assert taken.learner == stranger.learner
    assert not taken.is_right


@pytest.mark.parametrize("number", ["", "0", "2", "-1", "x", "²", "9" * 500])
def test_a_try_that_is_not_the_next_one_counts_nothing(phone, number):
    response = phone.choose(LESSON, RIGHT, number=number)

    assert response.status_code == 200
    assert Attempt.objects.count() == 0


# Who may send


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/testserver"},
        {"Sec-Fetch-Site": "none", "Origin": "https://evil.example"},
        {"Origin": "https://testserver.translate.example"},
    ],
)
def test_a_form_of_another_site_is_refused_with_a_page_that_helps(phone, headers):
    phone.choose(LESSON, WRONG)
    question = phone.question(LESSON)

    response = phone.send(question.form, headers=headers, option=question.select("input[name=option]")[RIGHT]["value"])

    assert response.status_code == 403
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Referer": f"http://testserver{LESSON}"}, OURS])
def test_a_form_of_our_own_is_taken(phone, headers):
    question = phone.question(LESSON)

    phone.send(question.form, headers=headers, option=question.select("input[name=option]")[RIGHT]["value"])

    assert Attempt.objects.count() == 1


def test_a_phone_that_says_nothing_is_asked_and_loses_nothing(phone):
    question = phone.question(LESSON)
    asked = phone.send(question.form, headers={}, option=question.select("input[name=option]")[RIGHT]["value"])
    assert Attempt.objects.count() == 0

    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")
    phone.send(form, headers={})

    assert Attempt.objects.get().is_right


def test_a_confirmation_of_somebody_else_is_worth_nothing(phone, books):
    stranger = Phone()
    stranger.choose(LESSON, WRONG)
    asked = stranger.send(stranger.question(LESSON).form, headers={})
    token = BeautifulSoup(asked.content, "html.parser").select_one("[name=confirmed]")["value"]
    phone.choose(LESSON, WRONG)

    phone.choose(LESSON, RIGHT, headers={}, confirmed=token)

    assert not Attempt.objects.filter(learner=phone.learner, is_right=True).exists()


@pytest.mark.parametrize("path", ["/bg/learning/answer/", "/bg/learning/finish/"])
def test_answers_are_posted(phone, path):
    assert phone.client.get(path).status_code == 405


@pytest.mark.parametrize("field", ["course", "chapter"])
@pytest.mark.parametrize("value", ["", "x", "\x00", "00000000-0000-4000-8000-000000000000"])
def test_a_lesson_that_is_not_there_is_not_found(phone, field, value):
    phone.choose(LESSON, WRONG)

    assert phone.choose(LESSON, RIGHT, **{field: value}).status_code == 404


# Languages


def test_switching_the_language_keeps_every_answer(phone, books):
    library_in("ar-simple", library_in("bg-simple", books))
    phone.choose(LESSON, WRONG)
    phone.choose("/ar-simple/courses/course/first/", WRONG)
    phone.send(phone.question("/bg-simple/courses/course/first/", 1).form, text="Защото.")

    assert [attempt.number for attempt in Attempt.objects.filter(version__kind="choice_question")] == [1, 2]
    assert phone.question(LESSON, 1).textarea.get_text() == "Защото."
    assert "1" in phone.question(LESSON).select_one(".said").get_text()


# Changed questions


def publish(chapter, body):
    chapter.refresh_from_db()
    chapter.body = chapter._meta.get_field("body").to_python(body)
    chapter.save_revision().publish()


def test_an_answer_stays_readable_when_its_question_is_changed_or_taken_out(phone, books, committed):
    phone.choose(LESSON, WRONG)
    with committed():
        publish(books.chapters[0], stream(rich("Само текст.")))

    attempt = Attempt.objects.select_related("version").get()
    assert attempt.version.content["text"] == "What do you take with you?"
    chosen = [o["text"] for o in attempt.version.content["options"] if o["id"] in attempt.answer["options"]]
    assert chosen == ["Option 0"]


def test_an_answer_to_a_question_that_was_taken_out_shows_the_lesson_as_it_is(phone, books, committed):
    question = phone.question(LESSON)
    with committed():
        publish(books.chapters[0], stream(rich("Само текст.")))

    response = phone.send(question.form, option=question.select("input[name=option]")[RIGHT]["value"])

    assert response.redirect_chain[-1] == (LESSON, 302)
    assert "Само текст." in text_of(response)
    assert Attempt.objects.count() == 0


def test_the_same_question_is_kept_once_however_often_it_is_answered(phone, books):
    phone.choose(LESSON, WRONG)
    Phone().choose(LESSON, WRONG)

    assert QuestionVersion.objects.count() == 1


# Finishing a lesson


def test_a_lesson_is_finished_when_it_was_read_and_every_question_answered(phone):
    phone.finish(LESSON)
    assert not LessonProgress.objects.get().finished_at
    phone.choose(LESSON, WRONG)
    phone.send(phone.question(LESSON, 1).form, text="Защото.")
    assert not LessonProgress.objects.get().finished_at

    phone.send(phone.question(LESSON, 2).select("form")[0])

    progress = LessonProgress.objects.get()
    assert progress.finished_at
    assert (progress.reason, len(progress.criterion["exercises"])) == ("done", 3)


def test_a_lesson_without_questions_is_finished_when_it_was_read(home):
    library(home)
    phone = Phone()

    response = phone.finish(LESSON)

    assert BeautifulSoup(response.content, "html.parser").select_one("#finish .said.good")
    assert phone.get(LESSON).select_one(".way .now")
    assert phone.get("/bg/courses/course/second/").select_one(".way .done")


def test_a_finished_lesson_stays_finished_when_a_question_is_added(home, committed):
    books = library(home)
    phone = Phone()
    phone.finish(LESSON)
    with committed():
        publish(books.chapters[0], BODY)

    assert phone.get(LESSON).select_one("#finish .said.good")


def test_the_lesson_says_how_many_questions_are_open_and_leads_to_the_first(phone):
    response = phone.finish(LESSON)

    finish = BeautifulSoup(response.content, "html.parser").select_one("#finish")
    first = BeautifulSoup(response.content, "html.parser").select_one(".b-choice_question")
    assert "3" in finish.get_text()
    assert finish.a["href"] == f"#{first['id']}"


# What it costs


def test_answering_needs_fourteen_queries_at_most(phone):
    phone.choose(LESSON, WRONG)
    question = phone.question(LESSON)
    data = {field["name"]: field["value"] for field in question.form.select("input[type=hidden]")}
    data["option"] = question.select("input[name=option]")[RIGHT]["value"]

    with CaptureQueriesContext(connection) as captured:
        response = phone.client.post(question.form["action"], data, headers=OURS)

    assert response.status_code == 302
    assert Attempt.objects.count() == 2
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) <= 14


def test_a_learners_lesson_needs_sixteen_queries_at_most(phone):
    phone.choose(LESSON, WRONG)
    phone.get(LESSON)

    with CaptureQueriesContext(connection) as captured:
        phone.get(LESSON)

    assert len(captured) <= 16
