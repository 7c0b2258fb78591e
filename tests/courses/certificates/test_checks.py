"""The course check: drawn from the lessons' questions, answered once, repeated with others."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.drawing import QuestionKey, draw, questions_of
from courses.certificates.models import CourseCheck
from courses.learners.models import Learner
from courses.lessons import plan_of
from courses.practice.services import merge_learners
from tests.factories import stream
from tests.factories.libraries import library_in

from .conftest import QUESTIONS, answers_to

KEYS = st.integers(0, 20).map(lambda number: QuestionKey("chapter", str(number)))


@given(pool=st.lists(KEYS, unique=True), wanted=st.integers(0, 30), asked=st.lists(KEYS))
def test_a_draw_holds_no_question_twice_none_from_elsewhere_and_never_an_older_one_before_a_newer(pool, wanted, asked):
    drawn = draw(pool, wanted, asked)

    assert len(drawn) == len(set(drawn)) == min(wanted, len(pool))
    assert drawn == [key for key in pool if key in drawn]
    left = set(pool) - set(drawn)
    assert all(asked.count(key) <= asked.count(other) for key in drawn for other in left)


def test_the_course_page_leads_to_its_check_without_a_cookie(client, course):
    response = client.get(course.url)

    assert 'action="/bg/learning/check/"' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("change", [{"check_questions": 0}, {"lessons": []}])
def test_a_course_without_a_check_or_without_questions_offers_none(client, anna, course, change):
    for name, value in change.items():
        setattr(course, name, value)
    course.save_revision().publish()

    assert "learning/check" not in client.get(course.url).content.decode()
    anna.start(course)
    assert anna.response.status_code == 404


def test_all_questions_stand_on_one_page_as_a_form_that_needs_no_script(anna, course):
    check = anna.start(course)
    html = anna.response.content.decode()

    assert len(check.questions) == 4
    assert sum(text in html for text in QUESTIONS) == html.count("<fieldset") == 4
    assert "<script" not in html
    assert "no-store" in anna.response["Cache-Control"]


def test_the_page_tells_nobody_which_answers_are_right(anna, course):
    anna.start(course)

    assert "Feedback" not in anna.response.content.decode()
    assert "Because." not in anna.response.content.decode()


def test_nobody_else_sees_a_check(anna, learning, course):
    check = anna.start(course)
    other = learning()
    other.start(course)

    for client in (other.client, learning().client):
        assert client.get(f"/bg/learning/check/{check.pk}/").status_code == 404


def test_a_form_of_another_site_is_refused(anna, course):
    anna.client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
    response = anna.client.post(
        "/bg/learning/check/", {"course": str(course.translation_key)}, headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 403
    assert not CourseCheck.objects.exists()


@pytest.mark.parametrize(("right", "passed"), [(4, True), (3, True), (2, False), (0, False)])
def test_it_is_passed_from_the_pass_mark_on(anna, course, right, passed):
    check = anna.answer(anna.start(course), right)

    assert (check.right, check.has_passed) == (right, passed)
    assert (f"{check.pk}/certificate/" in anna.response.content.decode()) is passed


def test_the_result_explains_every_answer(anna, course):
    anna.answer(anna.start(course), 2)
    html = anna.response.content.decode()

    assert html.count("Because.") == 4
    assert html.count("Feedback 0") == 2  # what was chosen wrongly
    assert html.count("Feedback 1") == 4  # what is right


def test_the_first_answers_count_and_no_second_ones(anna, course):
    check = anna.answer(anna.start(course), 1)
    anna.answer(check, 4)

    assert (check.right, check.has_passed) == (1, False)


def test_missing_answers_are_asked_for_and_the_others_stay(anna, course):
    check = anna.start(course)
    option = questions_of(plan_of(course))[check.keys[0]].value.bound_options[0].id
    html = anna.post(f"/bg/learning/check/{check.pk}/answer/", **{"answer-0": option}).content.decode()

    check.refresh_from_db()
    assert check.answered_at is None
    assert f'value="{option}" checked' in html
    assert [f'id="m-{number}"' in html for number in range(4)] == [False, True, True, True]


def test_starting_again_goes_on_with_the_questions_that_wait(anna, course):
    first, second = anna.start(course), anna.start(course)

    assert first == second
    assert first.questions == second.questions


def test_it_is_repeated_with_other_questions_as_long_as_there_are_any(anna, course):
    first = anna.answer(anna.start(course), 0)
    second = anna.answer(anna.start(course), 0)

    # Of six questions four were asked: both others come, and two of the four once more.
    assert len(set(first.keys) | set(second.keys)) == 6


def test_in_another_language_a_waiting_check_is_drawn_anew(anna, books):
    library_in("en", books)
    check = anna.start(books.course)
    anna.language = "en"
    again = anna.start(books.course)

    assert again == check
    assert again.language == "en"
    assert anna.response.redirect_chain[-1][0] == f"/en/learning/check/{check.pk}/"
    assert anna.client.get(f"/bg/learning/check/{check.pk}/")["Location"] == f"/en/learning/check/{check.pk}/"


def test_a_question_taken_out_in_the_meantime_is_neither_asked_nor_counted(anna, books):
    check = anna.start(books.course)
    asked_of_first = sum(key.content == str(books.chapters[0].translation_key) for key in check.keys)
    books.chapters[0].body = stream()
    books.chapters[0].save_revision().publish()
    html = anna.client.get(f"/bg/learning/check/{check.pk}/").content.decode()
    anna.post(f"/bg/learning/check/{check.pk}/answer/", **answers_to(check))
    check.refresh_from_db()

    assert html.count("<fieldset") == len(check.answers) == 4 - asked_of_first
    assert check.has_passed


def test_the_pass_mark_of_the_drawing_holds(anna, course):
    check = anna.start(course)
    course.pass_mark = 100
    course.save_revision().publish()

    assert anna.answer(check, 3).has_passed


def test_the_database_refuses_a_second_waiting_check(course):
    learner = Learner.objects.create()
    fields = {"learner": learner, "course_key": course.translation_key, "pass_mark": 80, "questions": []}
    CourseCheck.objects.create(**fields, drawn_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        CourseCheck.objects.create(**fields, drawn_at=timezone.now())


def test_merging_two_learners_keeps_their_checks_and_certificates(anna, learning, course):
    other = learning()
    passed = other.pass_check(course)
    certificate = other.certificate(passed)
    other.start(course)
    waiting = anna.start(course)
    merge_learners(into=waiting.learner, other=passed.learner)

    assert set(CourseCheck.objects.filter(learner=waiting.learner)) == {passed, waiting}
    certificate.refresh_from_db()
    assert certificate.learner == waiting.learner


def test_my_learning_leads_to_the_check_and_then_to_the_certificate(anna, course):
    def my_learning() -> str:
        return anna.client.get("/bg/learning/").content.decode()

    anna.post(
        "/bg/learning/finish/",
        course=str(course.translation_key),
        chapter=str(course.lessons.first().chapter.translation_key),
    )
    assert 'action="/bg/learning/check/"' in my_learning()
    check = anna.pass_check(course)
    assert f'href="/bg/learning/check/{check.pk}/"' in my_learning()
    certificate = anna.certificate(check)
    assert f'href="/bg/certificates/{certificate.number}/"' in my_learning()


def test_my_learning_leads_back_to_a_check_that_waits_with_no_lesson_begun(anna, course):
    anna.start(course)
    html = anna.client.get("/bg/learning/").content.decode()

    assert f'name="course" value="{course.translation_key}"' in html


def test_a_preview_leaves_the_check_of_readers_alone(course):
    course.check_questions = 2
    assert course.make_preview_request().status_code == 200
    course.refresh_from_db()

    assert plan_of(course).check.questions == 4
