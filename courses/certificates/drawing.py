"""Drawing the questions of a course check, and finding them again."""

import random
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from cms.core.exercises.walk import walk_exercises
from courses.lessons import Plan
from handbooks.models import ChapterPage


class QuestionKey(NamedTuple):
    """A question, whatever the language: the chapter's key, the block's id."""

    content: str
    block: str


def draw(pool: Collection[QuestionKey], wanted: int, asked: Iterable[QuestionKey]) -> list[QuestionKey]:
    """Return as many questions of the pool as are wanted, in its order: by chance, those asked least often first."""
    times = Counter(asked)
    shuffled = random.sample(list(pool), len(pool))
    drawn = set(sorted(shuffled, key=lambda key: times[key])[:wanted])
    return [key for key in pool if key in drawn]


def questions_of(plan: Plan) -> dict[QuestionKey, Any]:
    """Return the choice questions of a course's lessons in their order (one query)."""
    chapters = ChapterPage.objects.in_bulk([lesson.chapter_pk for lesson in plan.lessons])
    return {
        QuestionKey(str(lesson.key), exercise.id): exercise
        for lesson in plan.lessons
        if lesson.chapter_pk in chapters
        for exercise in walk_exercises(chapters[lesson.chapter_pk].body)
        if exercise.kind == "choice_question"
    }
