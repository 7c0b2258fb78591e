"""What is stored about a learner, in words that they can read: theirs to take away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.utils import translation

from .learners.models import Learner
from .models import CoursePage
from .practice.models import Attempt, LessonProgress

DATES = ("started_at", "last_at", "read_at", "finished_at")


_further: dict[str, Callable[[Learner], Any]] = {}


def also_export(name: str, provide: Callable[[Learner], Any]) -> None:
    """Register what an upper app stores about learners: `provide(learner)` stands under `name`."""
    _further[name] = provide


def export(learner: Learner) -> dict[str, Any]:
    """Return everything that is stored about a learner, the course last worked on first."""
    lessons: dict[UUID, dict[UUID, dict[str, Any]]] = {
        course: {
            chapter: {date: getattr(row, date) for date in DATES}
            | {"reason": row.get_reason_display(), "criterion": row.criterion}
            for chapter, row in rows.items()
        }
        for course, rows in LessonProgress.objects.by_course(learner.pk).items()
    }
    for attempt in Attempt.objects.of_learner(learner.pk):
        lesson = lessons.setdefault(attempt.course_key, {}).setdefault(attempt.content_key, {})
        lesson.setdefault("answers", []).append(_answer(attempt))
    courses = _titles(CoursePage, list(lessons))
    chapters = _titles(apps.get_model("handbooks", "ChapterPage"), [key for rows in lessons.values() for key in rows])
    return {
        "id": learner.pk,
        "name": learner.name,
        "account": learner.account.email if learner.account else None,
        "has_code": bool(learner.code_digest),
        "since": learner.created_at,
        "last_seen_on": learner.last_seen_on,
        "merged": list(Learner.objects.filter(merged_into=learner).values("id", "created_at", "last_seen_on")),
        "courses": [
            {
                "title": courses.get(course),
                "lessons": [{"title": chapters.get(chapter), **lesson} for chapter, lesson in rows.items()],
            }
            for course, rows in lessons.items()
        ],
        **{name: provide(learner) for name, provide in _further.items()},
    }


def _answer(attempt: Attempt) -> dict[str, Any]:
    return {
        "question": attempt.version.content["text"],
        "language": attempt.version.language,
        "number": attempt.number,
        "answer": attempt.in_words,
        "is_right": attempt.is_right,
        "hint_used": attempt.hint_used,
        "answered_at": attempt.answered_at,
    }


def _titles(model: type[Model], keys: list[UUID]) -> dict[UUID, str]:
    """Return the pages' titles by key: in the active language if there is one, live rather than not."""
    pages = model._default_manager.filter(translation_key__in=keys).values_list(
        "translation_key", "title", "live", "locale__language_code"
    )
    language = translation.get_language()
    return {key: title for key, title, *_rest in sorted(pages, key=lambda page: (page[3] == language, page[2]))}
