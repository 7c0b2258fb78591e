"""Certificates that trainers give, and what people know already."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pypdf import PdfReader

from courses.certificates.models import Certificate
from courses.cohorts.models import Attendance
from courses.practice.models import LessonProgress
from tests.factories.cohorts import finish, member, session
from tests.factories.cohorts import trainer as trainer_of
from tests.factories.libraries import library_in


def was_there(membership, *statuses):
    """Let a roster be kept of sessions, with a status for the member at each; none leaves the member out."""
    sessions = list(membership.cohort.sessions.all())
    for day, status in zip(sessions, statuses, strict=True):
        if status:
            Attendance.objects.create(
                session=day, membership=membership, status=status, noted_at="2026-03-02T10:00:00+00:00"
            )


def certify(trainer, cohort, language="bg"):
    return trainer.post(reverse("cohort_certify", args=[cohort.pk]), {"language": language}, follow=True)


def to_member(trainer, name, membership, **fields):
    address = reverse(name, args=[membership.cohort_id, membership.pk])
    return trainer.post(address, fields, follow=True)


# By attendance


@pytest.fixture
def sessions(cohort):
    return [session(cohort) for _number in range(5)]


def test_whoever_was_at_enough_of_the_sessions_gets_the_certificate(trainer, cohort, sessions):
    often, rarely = member(cohort, "Мария"), member(cohort, "Иван")
    was_there(often, "present", "late", "present", "present", "absent")
    was_there(rarely, "present", "present", "present", "excused", "absent")

    certify(trainer, cohort)

    certificate = Certificate.objects.get()
    assert (certificate.name, certificate.reason) == ("Мария", "attendance")
    assert certificate.criterion == {"present": 4, "total": 5, "needed": 80}


def test_sessions_without_a_roster_count_for_nobody(trainer, cohort, sessions):
    one = member(cohort)
    was_there(one, "present", None, None, None, None)

    certify(trainer, cohort)

    assert Certificate.objects.get().criterion["total"] == 1


def test_without_any_roster_nobody_gets_one(trainer, cohort, sessions):
    member(cohort)

    certify(trainer, cohort)

    assert Certificate.objects.count() == 0


def test_a_course_may_give_none_for_attendance(trainer, cohort, sessions, books):
    was_there(member(cohort), *["present"] * 5)
    books.course.attendance_needed = 0
    books.course.save_revision().publish()

    certify(trainer, cohort)

    assert Certificate.objects.count() == 0


def test_issued_twice_it_is_one(trainer, cohort, sessions):
    was_there(member(cohort), *["present"] * 5)

    for _time in range(2):
        certify(trainer, cohort)

    assert Certificate.objects.count() == 1


def test_they_are_issued_in_any_language_of_the_course(trainer, cohort, sessions, books):
    library_in("en", books)
    was_there(member(cohort), *["present"] * 5)

    certify(trainer, cohort, "en")

    assert Certificate.objects.get().language == "en"
    assert certify(trainer, cohort, "uk").status_code == 404


def test_all_certificates_of_a_cohort_are_one_file(trainer, cohort, sessions):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="without Pango there are no PDF files")
    for name in ("Мария Петрова", "محمد عبد الرحمن"):
        was_there(member(cohort, name), *["present"] * 5)
    certify(trainer, cohort)

    response = trainer.get(reverse("cohort_certificates", args=[cohort.pk]))

    pages = PdfReader(BytesIO(response.content)).pages
    assert len(pages) == 2
    assert "Мария Петрова" in "".join(page.extract_text() for page in pages)


def test_without_certificates_there_is_no_file(trainer, cohort):
    assert trainer.get(reverse("cohort_certificates", args=[cohort.pk])).status_code == 404


def test_certificates_of_a_foreign_cohort_are_out_of_reach(trainer, foreign):
    to_member(trainer_of(foreign), "cohort_decide", member(foreign), language="bg", note="Води три групи.")
    assert Certificate.objects.count() == 1

    assert trainer.get(reverse("cohort_certificates", args=[foreign.pk])).status_code == 404


# By the trainer's decision


def test_a_trainer_decides_and_says_why(trainer, cohort):
    one = member(cohort)

    to_member(trainer, "cohort_decide", one, language="bg", note="Води три групи.")

    certificate = Certificate.objects.get()
    assert certificate.reason == "trainer"
    assert certificate.criterion == {"by": str(trainer.user), "note": "Води три групи."}


def test_a_decision_without_a_reason_is_none(trainer, cohort):
    to_member(trainer, "cohort_decide", member(cohort), language="bg", note="")

    assert Certificate.objects.count() == 0


def test_somebody_without_a_name_gets_none_and_the_trainer_is_told(trainer, cohort):
    response = to_member(trainer, "cohort_decide", member(cohort, ""), language="bg", note="Води три групи.")

    assert Certificate.objects.count() == 0
    assert BeautifulSoup(response.content, "html.parser").select(".messages .error")


# What is known already


def test_recognised_lessons_are_finished_with_who_and_why(trainer, cohort, books):
    one = member(cohort)

    to_member(trainer, "cohort_recognise", one, lessons=[books.chapters[0].translation_key], note="Учителка")

    progress = LessonProgress.objects.get()
    assert progress.finished_at
    assert (progress.reason, progress.criterion) == ("recognised", {"by": str(trainer.user), "note": "Учителка"})


def test_a_lesson_that_was_learned_stays_learned(trainer, cohort, books):
    one = member(cohort)
    finish(one, books.chapters[0])

    to_member(trainer, "cohort_recognise", one, lessons=[books.chapters[0].translation_key], note="Учителка")

    assert LessonProgress.objects.get().reason == ""


def test_recognising_needs_a_reason(trainer, cohort, books):
    to_member(trainer, "cohort_recognise", member(cohort), lessons=[books.chapters[0].translation_key], note="")

    assert LessonProgress.objects.count() == 0


def test_the_certificate_says_how_many_lessons_were_recognised(trainer, cohort, books, client):
    one = member(cohort)
    to_member(trainer, "cohort_recognise", one, lessons=[books.chapters[0].translation_key], note="Учителка")
    to_member(trainer, "cohort_decide", one, language="bg", note="Води три групи.")

    certificate = Certificate.objects.get()
    html = client.get(f"/en/certificates/{certificate.number}/").content.decode()

    assert certificate.criterion["recognised"] == 1
    assert "1 lesson was recognised from what was known before." in html
