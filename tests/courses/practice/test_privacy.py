"""What is stored about learners is theirs: to download, to delete."""

import json

import pytest
from bs4 import BeautifulSoup

from courses.learners.models import Learner
from courses.practice.models import Attempt, LessonProgress, QuestionVersion
from courses.practice.services import merge_learners, remove_unused_versions
from courses.practice.tasks import remove_unused_versions as task
from tests.factories import case, choice_question, rich, stream
from tests.factories.learning import OURS, Phone
from tests.factories.libraries import library, library_in

PAGE = "/bg/learning/"
FIRST, SECOND = "/bg/courses/course/first/", "/bg/courses/course/second/"
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


def download(phone: Phone, language: str = "bg") -> dict:
    response = phone.client.get(f"/{language}/learning/download/")
    assert response["Content-Type"] == "application/json"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Content-Disposition"].startswith("attachment")
    return json.loads(response.content)


def delete(phone: Phone):
    return phone.send(phone.get(f"{PAGE}delete/").select_one("main form"))


# Downloading


def test_everything_is_told_in_words(phone):
    phone.choose(FIRST, 0)
    phone.choose(FIRST, 1)
    phone.send(phone.question(FIRST, 1).form, text="Защото.")
    phone.send(phone.question(FIRST, 2).select_one("form"))
    phone.finish(FIRST)

    (course,) = download(phone)["courses"]

    (lesson,) = course["lessons"]
    assert (course["title"], lesson["title"]) == ("Курс", "First")
    assert [(answer["question"], answer["answer"], answer["is_right"]) for answer in lesson["answers"]] == [
        ("What do you take with you?", ["Option 0"], False),
        ("What do you take with you?", ["Option 1"], True),
        ("Защо?", ["Защото."], None),
        ("A case", ["Ending 2"], None),
    ]
    assert all(answer["answered_at"] for answer in lesson["answers"])
    assert lesson["finished_at"] and lesson["read_at"] and lesson["reason"]


def test_letters_of_all_scripts_stand_in_the_file_as_they_are(phone):
    phone.send(phone.question(FIRST, 1).form, text="لأن")

    assert "لأن".encode() in phone.client.get(f"{PAGE}download/").content


def test_what_was_asked_is_told_as_it_was_asked(phone, books):
    phone.choose(FIRST, 1)
    books.chapters[0].body = stream(rich("Без въпроси."))
    books.chapters[0].save_revision().publish()

    (answer,) = download(phone)["courses"][0]["lessons"][0]["answers"]

    assert (answer["question"], answer["answer"]) == ("What do you take with you?", ["Option 1"])


def test_titles_are_in_the_readers_language_and_else_in_another(phone, books):
    english = library_in("en", books)
    english.course.title = "Course"
    english.course.save_revision().publish()
    phone.choose(FIRST, 1)

    assert download(phone, "en")["courses"][0]["title"] == "Course"
    assert download(phone, "ar")["courses"][0]["title"] in ("Course", "Курс")


def test_a_course_that_is_gone_has_no_title_and_its_answers_are_there(phone, books):
    phone.choose(FIRST, 1)
    books.course.delete()

    (course,) = download(phone)["courses"]

    assert course["title"] is None
    assert len(course["lessons"][0]["answers"]) == 1


def test_the_code_is_not_in_it(phone):
    phone.choose(FIRST, 1)
    phone.send(phone.get(PAGE).select_one("form[action$='code/']"))

    text = json.dumps(download(phone))

    assert download(phone)["has_code"] is True
    assert Learner.objects.get().code_digest not in text


def test_answers_of_others_are_not_in_it(phone):
    other = Phone()
    other.send(other.question(FIRST, 1).form, text="Чуждо")
    phone.choose(FIRST, 1)

    assert "Чуждо" not in json.dumps(download(phone), ensure_ascii=False)


def test_more_answers_need_no_more_queries(phone, django_assert_max_num_queries):
    phone.choose(FIRST, 0)
    phone.choose(FIRST, 1)
    phone.choose(SECOND, 1)

    with django_assert_max_num_queries(12):
        download(phone)


@pytest.mark.parametrize("path", ["download/", "delete/"])
def test_where_nothing_is_stored_there_is_nothing_to_get(phone, path):
    assert phone.client.get(f"{PAGE}{path}").headers["Location"] == PAGE
    assert phone.cookie == ""


# Deleting


def test_one_is_asked_once_and_then_all_is_gone_and_the_cookie_too(phone):
    phone.choose(FIRST, 1)
    phone.get(f"{PAGE}delete/")
    assert Learner.objects.exists()

    response = delete(phone)

    assert BeautifulSoup(response.content, "html.parser").select_one("main .said.good[role=status]")
    assert not Learner.objects.exists()
    assert not Attempt.objects.exists()
    assert not LessonProgress.objects.exists()
    assert phone.cookie == ""


def test_answers_of_those_merged_before_go_as_well(phone):
    phone.choose(FIRST, 1)
    other = Phone()
    other.choose(SECOND, 1)
    merge_learners(into=phone.learner, other=other.learner)

    delete(other)

    assert not Learner.objects.exists()
    assert not Attempt.objects.exists()


def test_others_on_the_device_stay(phone):
    phone.choose(FIRST, 1)
    first = phone.learner
    phone.send(phone.get(PAGE).select_one("form[action$='not-me/']"))
    phone.choose(FIRST, 0)

    delete(phone)
    phone.send(phone.get(PAGE).select_one("form[action$='/me/']"))

    assert list(Learner.objects.all()) == [first]
    assert phone.learner == first
    assert phone.get(FIRST).select_one(".q .said.good")


def test_one_can_begin_again_afterwards(phone):
    phone.choose(FIRST, 1)
    delete(phone)

    phone.choose(FIRST, 0)

    assert Attempt.objects.get().is_right is False


def test_another_phone_that_knew_the_learner_begins_again_too(phone):
    phone.choose(FIRST, 1)
    other = Phone()
    other.client.cookies["learner"] = phone.cookie
    delete(phone)

    assert not other.get(FIRST).select_one(".q .said:not([hidden])")
    other.choose(FIRST, 0)

    assert Attempt.objects.get().is_right is False


def test_other_sites_can_delete_nothing(phone):
    phone.choose(FIRST, 1)

    response = phone.client.post(f"{PAGE}delete/go/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert phone.client.get(f"{PAGE}delete/go/", headers=OURS).status_code == 405
    assert Learner.objects.exists()


def test_a_link_can_not_say_that_something_was_deleted(phone):
    phone.choose(FIRST, 1)

    assert not phone.get(f"{PAGE}?deleted=1").select_one("main .said.good[role=status]")


# Coming back, and what nobody needs any more


def test_entering_the_code_counts_as_being_there(phone):
    phone.choose(FIRST, 1)
    response = phone.send(phone.get(PAGE).select_one("form[action$='code/']"))
    code = BeautifulSoup(response.content, "html.parser").select_one(".code").get_text()
    Learner.objects.update(last_seen_on="2020-01-01")
    other = Phone()

    other.send(other.get(f"{PAGE}resume/").select_one("main form"), code=code)

    assert not Learner.objects.idle().exists()


def test_snapshots_go_that_no_answer_refers_to(phone):
    phone.choose(FIRST, 1)
    other = Phone()
    other.choose(SECOND, 1)
    assert remove_unused_versions() == 0
    delete(phone)

    task()

    assert QuestionVersion.objects.get() == Attempt.objects.get().version
