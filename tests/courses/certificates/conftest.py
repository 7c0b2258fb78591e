"""A course with questions, and somebody who learns in a browser."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from courses.certificates.drawing import questions_of
from courses.certificates.models import Certificate, CourseCheck
from courses.lessons import plan_of
from courses.models import CoursePage
from tests.factories import (
    FundingProgrammeFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    choice_question,
    rich,
    stream,
)
from tests.factories.libraries import Library, library

QUESTIONS = [f"Въпрос {number}?" for number in range(6)]


def answers_to(check: CourseCheck, right: int = 99) -> dict[str, str]:
    """Return what a form sends of which as many answers are right as said; one answer a question."""
    course = CoursePage.objects.get(translation_key=check.course_key, locale__language_code=check.language)
    questions = questions_of(plan_of(course))
    return {
        f"answer-{number}": next(
            option.id
            for option in questions[key].value.bound_options
            if bool(option.value["is_right"]) is (number < right)
        )
        for number, key in enumerate(check.keys)
        if key in questions
    }


class Learning:
    """A browser in which somebody takes the course check."""

    def __init__(self, language: str = "bg"):
        self.client = Client(headers={"sec-fetch-site": "same-origin"})
        self.language = language

    def post(self, address: str, **fields: Any) -> Any:
        return self.client.post(address, fields, follow=True)

    def start(self, course: CoursePage) -> CourseCheck:
        self.response = self.post(f"/{self.language}/learning/check/", course=str(course.translation_key))
        return CourseCheck.objects.order_by("-drawn_at").first()

    def answer(self, check: CourseCheck, right: int) -> CourseCheck:
        """Send answers of which as many are right as said."""
        self.response = self.post(f"/{check.language}/learning/check/{check.pk}/answer/", **answers_to(check, right))
        check.refresh_from_db()
        return check

    def pass_check(self, course: CoursePage) -> CourseCheck:
        check = self.start(course)
        return self.answer(check, len(check.questions))

    def certificate(self, check: CourseCheck, name: str = "Мария Петрова", language: str = "") -> Certificate:
        self.response = self.post(
            f"/{self.language}/learning/check/{check.pk}/certificate/", name=name, language=language or self.language
        )
        return Certificate.objects.first()


def day(certificate: Certificate) -> str:
    return date_format(timezone.localtime(certificate.issued_at), "DATE_FORMAT")


@pytest.fixture
def learning():
    return Learning


@pytest.fixture
def anna() -> Learning:
    return Learning()


@pytest.fixture
def books(home) -> Library:
    """Two lessons with three questions each, four of which a check asks; the course belongs to a project."""
    books = library(home)
    for number, chapter in enumerate(books.chapters):
        asked = QUESTIONS[3 * number : 3 * number + 3]
        chapter.body = stream(rich("Текст."), *(choice_question(text) for text in asked))
        chapter.save_revision().publish()
    project = ProjectPageFactory(
        parent=ProjectIndexPageFactory(parent=home),
        title="Проект",
        contract_number="BG-01",
        programme=FundingProgrammeFactory(
            emblem="eu", document_statement="Проектът „{project}“, договор {contract_number}, се финансира от ЕС."
        ),
        beneficiary=OrganisationFactory(name="Сдружение „Мост“"),
    )
    course = books.course
    course.check_questions, course.pass_mark, course.certified_hours = 4, 75, 16
    course.outcomes = "да слушате\nда питате"
    course.project = project
    course.save_revision().publish()
    return books


@pytest.fixture
def course(books) -> CoursePage:
    return books.course
