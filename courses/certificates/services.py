"""Writing course checks and certificates. Everything may be sent twice and counts once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.core.exercises.marking import is_right_choice, known_options, snapshot
from cms.core.exercises.walk import Exercise
from cms.languages.localized import in_language, source_of
from courses.learners.models import Learner
from courses.lessons import CheckRule, plan_of
from courses.models import CoursePage
from courses.practice.models import LessonProgress
from courses.practice.services import lock_learner

from .drawing import QuestionKey, draw
from .models import Certificate, CourseCheck


@transaction.atomic
def draw_check(
    *, learner: Learner, rule: CheckRule, questions: Mapping[QuestionKey, Exercise], language: str
) -> CourseCheck:
    """Return the learner's unanswered check of a course, or draw one: with other questions than before, while there are
    any.

    A check that waits in another language, or asks what is no question any more, is drawn anew.
    """
    lock_learner(learner)
    before = list(CourseCheck.objects.filter(learner=learner, course_key=rule.course_key).order_by("drawn_at"))
    waiting = next((check for check in before if check.answered_at is None), None)
    if waiting and waiting.language == language and all(key in questions for key in waiting.keys):
        return waiting
    asked = [key for check in before if check.answered_at for key in check.keys]
    check = waiting or CourseCheck(learner=learner, course_key=rule.course_key)
    check.language = language
    check.pass_mark = rule.pass_mark
    check.questions = draw(questions, rule.questions, asked)
    check.drawn_at = timezone.now()
    check.save()
    return check


@transaction.atomic
def answer_check(
    *, check: CourseCheck, chosen: Mapping[QuestionKey, list[str]], questions: Mapping[QuestionKey, Exercise]
) -> CourseCheck:
    """Mark a check and return it; an answered one stays as it is.

    `questions` are the course's as they are now. One that was taken out in the meantime isn't counted.
    """
    check = CourseCheck.objects.select_for_update().get(pk=check.pk)
    keys = [key for key in check.keys if key in questions]
    if check.answered_at or not keys:
        return check
    check.answers = [_marked(questions[key], chosen.get(key, [])) for key in keys]
    check.has_passed = 100 * check.right >= check.pass_mark * len(check.answers)
    check.answered_at = timezone.now()
    check.save()
    return check


def _marked(question: Exercise, chosen: list[str]) -> dict[str, Any]:
    """Return a question as it was asked, with what we say to each option, and the answer to it."""
    value = question.value
    asked = snapshot(question)
    for kept, option in zip(asked["options"], value.bound_options, strict=True):
        kept |= {"feedback": option.value["feedback"], "is_chosen": option.id in chosen}
    known = known_options(value, chosen)
    return asked | {"explanation": value["explanation"], "is_right": is_right_choice(value, known)}


def issue_for_check(*, check: CourseCheck, course: CoursePage, name: str) -> Certificate:
    """Issue the certificate that a passed check has earned, in the language of a course page."""
    criterion = {"right": check.right, "total": len(check.answers), "pass_mark": check.pass_mark}
    return issue_certificate(
        learner=check.learner, course=course, name=name, reason="check", criterion=criterion, ground=check.pk
    )


@transaction.atomic
def issue_certificate(
    *, learner: Learner, course: CoursePage, name: str, reason: str, criterion: dict[str, Any], ground: UUID
) -> Certificate:
    """Return the learner's certificate of a course in the language of the page, issued now if there is none.

    `ground` is the id of what it is issued for. Lessons that a trainer has recognised are named on it.
    """
    lock_learner(learner)
    language = course.locale.language_code
    found = Certificate.objects.of_learner(learner.pk).filter(course_key=course.translation_key, language=language)
    if certificate := found.first():
        return certificate
    funding = plan_of(course).funding
    recognised = LessonProgress.objects.recognised(learner.pk, course.translation_key).count()
    if recognised:
        criterion = {**criterion, "recognised": recognised}
    return Certificate.objects.create(
        learner=learner,
        course_key=course.translation_key,
        language=language,
        name=name,
        course=course.title,
        hours=source_of(course).certified_hours,
        outcomes=course.outcome_list,
        organisation=_organisation(course),
        funding=funding.document_statement if funding else "",
        disclaimer=funding.document_disclaimer if funding else "",
        emblem=funding.emblem if funding else "",
        reason=reason,
        criterion=criterion,
        ground=ground,
        issued_at=timezone.now(),
    )


def _organisation(course: CoursePage) -> str:
    """Return who issues a course's certificates: its project's beneficiary in the course's language, else the site."""
    project = source_of(course).project
    if project is None or project.beneficiary is None:
        return settings.ISSUER_NAME
    return in_language([project.beneficiary], course.locale.language_code)[0].name


@transaction.atomic
def revoke(*, certificate: Certificate) -> None:
    """Take a certificate back, for good. Its verification page says only that from now on."""
    Certificate.objects.valid().filter(pk=certificate.pk).update(revoked_at=timezone.now())
    certificate.refresh_from_db(fields=["revoked_at"])


def delete_if_asked(learner: Learner, choices: Mapping[str, str]) -> None:
    """Delete the certificates of somebody who deletes what was learned and wants them gone, too; else they stay."""
    if choices.get("certificates") == "delete":
        Certificate.objects.filter(learner=learner).delete()


def merge(kept: Learner, gone: Learner) -> None:
    """Give one learner's checks and certificates to another. Certificates stay valid; one check of a course waits."""
    waiting = CourseCheck.objects.unanswered()
    waiting.filter(learner=gone, course_key__in=waiting.filter(learner=kept).values("course_key")).delete()
    CourseCheck.objects.filter(learner=gone).update(learner=kept)
    Certificate.objects.filter(learner=gone).update(learner=kept)
