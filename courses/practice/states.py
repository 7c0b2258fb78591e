"""How a question stands for a learner: what the page shows, derived from the answers given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cms.core.exercises.marking import MOST_TRIES

from .models import Attempt


@dataclass(frozen=True)
class ExerciseState:
    """An exercise and a learner's answers to it, oldest first.

    `hints_asked` says how many hints were asked for, `missing` that a form came without an answer, `is_first` that this
    was the learner's first answer of all.
    """

    attempts: tuple[Attempt, ...] = ()
    hints_asked: int = 0
    missing: bool = False
    is_first: bool = False

    @property
    def last(self) -> Attempt | None:
        """The newest answer."""
        return self.attempts[-1] if self.attempts else None

    @property
    def is_right(self) -> bool:
        """Whether the question was answered right."""
        return bool(self.last and self.last.is_right)

    @property
    def is_closed(self) -> bool:
        """Whether a choice question is done: answered right, or as often as it may be."""
        return self.is_right or len(self.attempts) >= MOST_TRIES

    @property
    def next_number(self) -> int:
        """The number that the next answer will have."""
        return len(self.attempts) + 1

    @property
    def tries_left(self) -> int:
        """How many answers may still be given."""
        return max(0, MOST_TRIES - len(self.attempts))

    @property
    def chosen(self) -> list[str]:
        """The ids of the options chosen last."""
        return self.last.answer.get("options", []) if self.last else []

    @property
    def text(self) -> str:
        """What was written last."""
        return self.last.answer.get("text", "") if self.last else ""

    @property
    def endings(self) -> list[str]:
        """The ids of the endings of a case that were reached."""
        return [attempt.answer.get("ending", "") for attempt in self.attempts]

    def hints_shown(self, hints: int) -> int:
        """Return how many of a question's hints are shown: those asked for, and one more with each wrong answer."""
        return min(hints, max(self.hints_asked, len(self.attempts)))


@dataclass(frozen=True)
class LessonState:
    """What a lesson's page knows of its learner: nothing, for everybody who hasn't answered yet."""

    course_key: Any
    content_key: Any
    exercises: Mapping[str, ExerciseState] = field(default_factory=dict)
    is_read: bool = False
    is_finished: bool = False
    open_exercises: tuple[str, ...] = ()

    def of(self, block_id: str) -> ExerciseState:
        """Return the state of an exercise."""
        return self.exercises.get(block_id) or ExerciseState()


def states_of(attempts: Iterable[Attempt]) -> dict[str, ExerciseState]:
    """Return the states of exercises by block id; `attempts` are sorted by block and number."""
    return {
        block_id: ExerciseState(tuple(given)) for block_id, given in groupby(attempts, key=lambda one: one.block_id)
    }
