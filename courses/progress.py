"""What a lesson and a course look like for a learner. Reads only."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from cms.core.exercises.marking import SHORT
from cms.core.exercises.walk import walk_exercises

from .learners import cookie
from .learners.models import Learner
from .lessons import PlannedLesson
from .practice.models import Attempt, LessonProgress
from .practice.states import ExerciseState, LessonState, states_of


def learner_of(request: HttpRequest) -> Learner | None:
    """Return the learner of this device, None for somebody who hasn't answered yet."""
    present, _others = cookie.ids_on_device(request)
    return Learner.objects.known_as(present) if present else None


def lesson_state(
    learner: Learner | None, course_key: UUID, chapter: Any, progress: LessonProgress | None, said: Mapping[str, str]
) -> LessonState:
    """Return how a lesson's exercises stand (one query).

    `said` is what the address or the last form says, each with the short id of an exercise: `missing` (it came without
    an answer), `first` (the learner's first answer of all), `hint` (`<short id>-<how many>` were asked for).
    """
    states = states_of(Attempt.objects.in_lesson(learner.pk, course_key, chapter.translation_key) if learner else ())
    asked, _dash, how_many = said.get("hint", "").partition("-")
    ids = [exercise.id for exercise in walk_exercises(chapter.body)]
    for block_id in ids:
        short = block_id[:SHORT]
        states[block_id] = replace(
            states.get(block_id) or ExerciseState(),
            hints_asked=int(how_many) if asked == short and how_many in ("1", "2") else 0,
            missing=said.get("missing") == short,
            is_first=said.get("first") == short,
        )
    return LessonState(
        course_key,
        chapter.translation_key,
        states,
        bool(progress and progress.read_at),
        bool(progress and progress.finished_at),
        tuple(block_id for block_id in ids if not states[block_id].attempts),
    )


def lesson_context(
    request: HttpRequest,
    course: Any,
    lesson: PlannedLesson,
    chapter: Any,
    learner: Learner | None,
    said: Mapping[str, str],
) -> dict[str, Any]:
    """Return the template context of a lesson: the chapter's, with the learner's answers and progress."""
    progress = LessonProgress.objects.of_course(learner.pk, course.translation_key) if learner else {}
    context = chapter.get_context(request)
    state = lesson_state(learner, course.translation_key, chapter, progress.get(lesson.key), said)
    finished = {key for key, row in progress.items() if row.finished_at}
    return context | {
        "page": course,
        "chapter": chapter,
        "lesson": lesson,
        "learner": learner,
        "state": state,
        "finished": finished,
        "medium": replace(context["medium"], name="lesson", exercises=state),
    }
