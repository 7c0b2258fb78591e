"""A trainer's screen: who needs help now apart from who has finished, by lesson and question."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.cohorts.overview import overview_of
from courses.models import Lesson
from courses.practice.models import Attempt, LessonProgress, QuestionVersion
from handbooks.models import ChapterPage
from tests.factories import choice_question, rich, stream
from tests.factories.cohorts import answer, finish, member, session

BUDGET = 25


def groups(cohort, language="bg"):
    overview = overview_of(cohort, language)
    return {str(standing.membership): standing.group for standing in overview.standings}


# Who is where


def test_whoever_has_done_nothing_has_not_begun(cohort):
    member(cohort)

    assert groups(cohort) == {"Мария": "not_begun"}


@pytest.mark.parametrize(
    ("rights", "group"),
    [
        ((True,), "under_way"),
        ((False,), "under_way"),
        ((False, False), "help"),
        ((False, False, False), "help"),
        ((False, False, True), "under_way"),
    ],
)
def test_whose_last_answers_are_wrong_needs_help_now(cohort, books, rights, group):
    answer(member(cohort), books.chapters[0], *rights)

    assert groups(cohort) == {"Мария": group}


def test_a_right_answer_elsewhere_ends_the_call_for_help(cohort, books):
    answer(member(cohort), books.chapters[0], False, False)
    answer(member(cohort), books.chapters[1], True)

    assert groups(cohort) == {"Мария": "under_way"}


def test_wrong_answers_to_two_questions_are_a_call_for_help_that_names_both(cohort, books):
    answer(member(cohort), books.chapters[0], False)
    answer(member(cohort), books.chapters[1], False)

    (standing,) = overview_of(cohort, "bg").standings
    assert [stuck.lesson.title for stuck in standing.stuck] == ["First", "Second"]
    assert {stuck.question for stuck in standing.stuck} == {"What do you take with you?"}


def test_whoever_has_finished_everything_needs_no_help(cohort, books):
    answer(member(cohort), books.chapters[1], False, False, False)
    finish(member(cohort), *books.chapters)

    assert groups(cohort) == {"Мария": "finished"}


def test_what_was_done_in_another_course_does_not_count(cohort, foreign, books):
    foreign.course_key = books.courses.translation_key
    foreign.save()
    answer(member(foreign), books.chapters[0], False, False)
    member(cohort)

    assert groups(cohort) == {"Мария": "not_begun"}


def test_a_question_says_how_many_were_right_at_once_and_in_the_end(cohort, books):
    answer(member(cohort, "A"), books.chapters[0], True)
    answer(member(cohort, "B"), books.chapters[0], False, True)
    answer(member(cohort, "C"), books.chapters[0], False, False)
    finish(member(cohort, "A"), books.chapters[0])

    first, second = overview_of(cohort, "bg").lessons
    assert (first.begun, first.finished) == (3, 1)
    assert first.questions[0][1:] == (3, 1, 2, 1)
    assert second.questions == []


def test_a_course_that_is_not_live_in_the_admins_language_is_shown_in_another_one(cohort):
    assert overview_of(cohort, "en").plan.title == "Курс"


def test_a_course_that_is_gone_leaves_the_cohort_readable(trainer, cohort, books):
    member(cohort)
    books.course.unpublish()

    assert "Мария" in trainer.get(reverse("cohort_screen", args=[cohort.pk])).content.decode()


def test_the_screen_keeps_those_who_need_help_apart(trainer, cohort, books):
    answer(member(cohort, "Мария"), books.chapters[0], False, False)
    finish(member(cohort, "Иван"), *books.chapters)

    page = BeautifulSoup(trainer.get(reverse("cohort_screen", args=[cohort.pk])).content, "html.parser")

    assert "Мария" in page.select_one("#help").get_text()
    assert "What do you take with you?" in page.select_one("#help").get_text()
    assert "Иван" not in page.select_one("#help").get_text()
    assert "Иван" in page.select_one("#finished").get_text()


# Speed


def fill(cohort, names, chapters):
    """Let people begin every lesson and answer its question wrong, twice."""
    version = QuestionVersion.objects.first()
    for name in names:
        membership = member(cohort, name)
        finish(membership, *chapters[1:])
        keys = [chapter.translation_key for chapter in chapters]
        at = LessonProgress.objects.first().started_at
        Attempt.objects.bulk_create(
            Attempt(
                learner=membership.learner,
                course_key=cohort.course_key,
                content_key=key,
                block_id=version.block_id,
                number=number,
                version=version,
                answer={},
                is_right=False,
                answered_at=at,
            )
            for key in keys
            for number in (1, 2)
        )


def test_the_screen_costs_the_same_for_4_and_40_people_with_30_lessons(trainer, cohort, books):
    chapters = list(books.chapters)
    for number in range(28):
        chapter = ChapterPage(title=f"Глава {number}", slug=f"more-{number}", live=True)
        chapter.body, chapter.locale = stream(rich("Текст"), choice_question()), books.handbook.locale
        chapters.append(books.handbook.add_child(instance=chapter))
        Lesson.objects.create(course=books.course, chapter=chapter, sort_order=100 + number)
    books.course.save_revision().publish()
    answer(member(cohort, "0"), books.chapters[0], True)
    for number in range(3):
        session(cohort, topic=f"Ден {number}")

    def cost():
        trainer.get(reverse("cohort_screen", args=[cohort.pk]))
        with CaptureQueriesContext(connection) as captured:
            assert trainer.get(reverse("cohort_screen", args=[cohort.pk])).status_code == 200
        return len(captured)

    fill(cohort, [str(number) for number in range(1, 4)], chapters)
    few = cost()
    fill(cohort, [str(number) for number in range(4, 40)], chapters)

    assert len(overview_of(cohort, "bg").lessons) == 30
    assert cost() == few
    assert few <= BUDGET, few


# Files


def test_the_files_hold_a_row_for_each_member(trainer, cohort, books):
    finish(member(cohort), books.chapters[0])

    response = trainer.get(reverse("cohort_export", args=[cohort.pk, "csv"]))

    heading, row = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert (row[0], row[3]) == ("Мария", "1")
    assert heading[-2:] == ["1. First", "2. Second"]
    assert response["Content-Disposition"] == f'attachment; filename="cohort-{cohort.pk}.csv"'
    book = openpyxl.load_workbook(BytesIO(trainer.get(reverse("cohort_export", args=[cohort.pk, "xlsx"])).content))
    assert [cell.value for cell in book.active["A"]][1:] == ["Мария"]


def test_another_kind_of_file_does_not_exist(trainer, cohort):
    assert trainer.get(reverse("cohort_export", args=[cohort.pk, "pdf"])).status_code == 404
