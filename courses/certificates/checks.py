"""The course check: questions on one page, the result, and the way to the certificate."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.core.medium import Medium
from cms.core.routing.addresses import address_in
from cms.languages.rules import own_name
from cms.languages.versions import versions_of_view
from courses.learners.forms import form_of_learner
from courses.lessons import CheckRule, Plan, plan_of
from courses.models import CoursePage
from courses.progress import learner_of

from . import services
from .drawing import questions_of
from .models import Certificate, CourseCheck
from .names import LONGEST, read_name


def _courses(course_key: UUID) -> Any:
    return CoursePage.objects.live().public().filter(translation_key=course_key).select_related("locale")


def _plan_in(language: str | None, course_key: UUID) -> tuple[Plan, CheckRule]:
    """Return a course's plan and course check in a language. Raises Http404 without them."""
    course = _courses(course_key).filter(locale__language_code=language).first()
    plan = plan_of(course) if course else None
    if plan is None or plan.check is None:
        raise Http404
    return plan, plan.check


def _own_check(request: HttpRequest, pk: UUID) -> CourseCheck:
    """Return a check of this device's learner."""
    learner = getattr(request, "learner", None) or learner_of(request)
    return get_object_or_404(CourseCheck.objects.select_related("learner"), pk=pk, learner=learner or None)


@form_of_learner
def start_check(request: HttpRequest) -> HttpResponse:
    """Draw the questions of a course check, or go on with those that wait."""
    try:
        course_key = UUID(request.POST.get("course", ""))
    except ValueError:
        raise Http404 from None
    plan, rule = _plan_in(translation.get_language(), course_key)
    check = services.draw_check(
        learner=request.learner,  # type: ignore[attr-defined]
        rule=rule,
        questions=questions_of(plan),
        language=translation.get_language() or "",
    )
    return redirect("course_check", check.pk)


@never_cache
@require_GET
def course_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the questions of a check, or its result."""
    check = _own_check(request, pk)
    if check.answered_at:
        return _result(request, check)
    if check.language != translation.get_language():
        return redirect(address_in(check.language, "course_check", check.pk))
    plan, _rule = _plan_in(check.language, check.course_key)
    return _questions(request, check, plan, questions_of(plan), {})


@form_of_learner
def answer_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark the answers; where some are missing, ask for them, with all others kept."""
    check = _own_check(request, pk)
    if not check.answered_at:
        plan, _rule = _plan_in(check.language, check.course_key)
        questions = questions_of(plan)
        chosen = {key: request.POST.getlist(f"answer-{number}") for number, key in enumerate(check.keys)}
        if any(not chosen[key] for key in check.keys if key in questions):
            return _questions(request, check, plan, questions, chosen)
        services.answer_check(check=check, chosen=chosen, questions=questions)
    return redirect("course_check", check.pk)


@form_of_learner
def get_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue the certificate that a passed check has earned, with the name and in the language that were asked for."""
    check = _own_check(request, pk)
    course = _courses(check.course_key).filter(locale__language_code=request.POST.get("language", "")).first()
    if course is None or not check.has_passed:
        raise Http404
    name = read_name(request.POST.get("name", ""))
    if not name:
        return _result(request, check, is_nameless=True)
    certificate = services.issue_for_check(check=check, course=course, name=name)
    return redirect(address_in(certificate.language, "certificate", certificate.number))


def _questions(request: HttpRequest, check: CourseCheck, plan: Plan, questions: Any, chosen: Any) -> HttpResponse:
    asked = [
        {
            "number": number,
            "value": questions[key].value,
            "chosen": chosen.get(key, []),
            "missing": chosen.get(key) == [],
        }
        for number, key in enumerate(check.keys)
        if key in questions
    ]
    return _show(request, "check", check, asked=asked, plan=plan, missing=any(one["missing"] for one in asked))


def _result(request: HttpRequest, check: CourseCheck, is_nameless: bool = False) -> HttpResponse:
    courses = list(_courses(check.course_key))
    here = next((course for course in courses if course.locale.language_code == translation.get_language()), None)
    certificates = list(Certificate.objects.of_learner(check.learner_id).filter(course_key=check.course_key))
    issued = {certificate.language for certificate in certificates}
    languages = [(course.locale.language_code, own_name(course.locale.language_code)) for course in courses]
    return _show(
        request,
        "result",
        check,
        course=here or next(iter(courses), None),
        is_here=here is not None,
        certificates=certificates,
        languages=[pair for pair in languages if pair[0] not in issued],
        longest=LONGEST,
        is_nameless=is_nameless,
    )


def _show(request: HttpRequest, template: str, check: CourseCheck, **context: Any) -> HttpResponse:
    # Questions are drawn in one language; a result can be read in all.
    place = ("course_check", check.pk) if check.answered_at else ("learning",)
    context["versions"] = versions_of_view(*place)
    context |= {"check": check, "medium": Medium(language=translation.get_language() or "")}
    return render(request, f"courses/certificates/{template}.html", context)
