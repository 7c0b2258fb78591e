"""Receiving answers and "I have read this lesson".

A page can't be posted to (Wagtail checks a CSRF token there), so forms in lessons lead here and back.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from cms.core.exercises.marking import SHORT, ending_of, is_right_choice, known_options
from cms.core.exercises.walk import Exercise, walk_exercises

from . import lessons
from .learners.forms import form_of_learner
from .models import CoursePage
from .practice import services
from .practice.models import Attempt
from .progress import lesson_context

BY_SCRIPT = "application/vnd.mostik.part+html"


class Place(NamedTuple):
    """Where a form was sent from: a lesson as it is now."""

    course: CoursePage
    lesson: lessons.PlannedLesson
    chapter: Any

    @property
    def keys(self) -> dict[str, Any]:
        """What answers and progress hang on."""
        return {"course_key": self.course.translation_key, "content_key": self.lesson.key}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def place_of(request: HttpRequest) -> Place:
    """Return the lesson that a form belongs to, in the address's language. Raises Http404 if it is there no more."""
    course_key, chapter_key = (_uuid(request.POST.get(name, "")) for name in ("course", "chapter"))
    course = (
        CoursePage.objects.live()
        .public()
        .filter(translation_key=course_key, locale__language_code=translation.get_language())
        .select_related("locale")
        .first()
        if course_key and chapter_key
        else None
    )
    lesson = next((one for one in lessons.plan_of(course).lessons if one.key == chapter_key), None) if course else None
    if course is None or lesson is None:
        raise Http404
    return Place(course, lesson, lessons.chapter_of(lesson))


@form_of_learner
def answer(request: HttpRequest) -> HttpResponse:
    """Keep an answer and lead back to the question, or send the question anew to the script that asked for it.

    An exercise that was taken out of the lesson in the meantime is passed over: the lesson as it is now is shown.
    """
    place = place_of(request)
    exercises = list(walk_exercises(place.chapter.body))
    exercise = next((one for one in exercises if one.id[:SHORT] == request.POST.get("block", "")[:SHORT]), None)
    if exercise is None:
        return redirect(place.lesson.address)
    given = _read_answer(request, exercise)
    if given is None:
        return _back(request, place, exercise.id, "missing")
    content, is_right = given
    learner = request.learner  # type: ignore[attr-defined]
    is_first = not Attempt.objects.filter(learner=learner).exists()
    number = request.POST.get("number", "")
    attempt = services.record_answer(
        learner=learner,
        exercise=exercise,
        answer=content,
        is_right=is_right,
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0,
        language=place.course.locale.language_code,
        hint_used=request.POST.get("hints", "0") != "0",
        client_id=_uuid(request.POST.get("id", "")),
        **place.keys,
    )
    if attempt is not None:
        services.record_progress(learner=learner, exercise_ids=[one.id for one in exercises], **place.keys)
    return _back(request, place, exercise.id, "first" if is_first else "", _anchor(exercise, content))


@form_of_learner
def finish(request: HttpRequest) -> HttpResponse:
    """Note that a lesson was read to its end."""
    place = place_of(request)
    services.record_progress(
        learner=request.learner,  # type: ignore[attr-defined]
        exercise_ids=[exercise.id for exercise in walk_exercises(place.chapter.body)],
        was_read=True,
        **place.keys,
    )
    return redirect(f"{place.lesson.address}#finish")


def _read_answer(request: HttpRequest, exercise: Exercise) -> tuple[dict[str, Any], bool | None] | None:
    """Return what was answered and whether it is right (None where nothing is), or None for no answer at all."""
    if exercise.kind == "choice_question":
        chosen = known_options(exercise.value, request.POST.getlist("option"))
        return ({"options": chosen}, is_right_choice(exercise.value, chosen)) if chosen else None
    if exercise.kind == "open_question":
        text = request.POST.get("text", "").replace("\x00", "").strip()[: services.LONGEST_TEXT]
        return ({"text": text}, None) if text else None
    ending = ending_of(exercise.value, request.POST.get("ending", ""))
    if ending is None:
        return None
    return {"ending": ending.id}, bool(ending.value["is_good"]) if exercise.value["is_scored"] else None


def _anchor(exercise: Exercise, answer: dict[str, Any]) -> str:
    """Return the anchor at which an answered exercise is shown: of a case its ending, for else it would begin anew."""
    ending = ending_of(exercise.value, answer["ending"]) if exercise.kind == "case" else None
    return f"c-{exercise.id[:SHORT]}-{ending.value['number']}" if ending else ""


def _back(request: HttpRequest, place: Place, block_id: str, said: str = "", anchor: str = "") -> HttpResponse:
    """Answer with the exercise anew, or lead to it in the lesson. `said` is a key of `lesson_state`'s `said`."""
    short = block_id[:SHORT]
    if request.headers.get("Accept") != BY_SCRIPT:
        return redirect(f"{place.lesson.address}{f'?{said}={short}' if said else ''}#{anchor or f'b-{short}'}")
    learner = request.learner  # type: ignore[attr-defined]
    context = lesson_context(request, place.course, place.lesson, place.chapter, learner, {said: short})
    shown = next(child for child in place.chapter.body if child.id == block_id)
    return render(request, "courses/learning/part.html", context | {"shown": shown}, content_type=BY_SCRIPT)
