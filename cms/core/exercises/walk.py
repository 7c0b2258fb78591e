"""One way through the exercises of a body: for counting, self-checks, answer keys, marking and packages."""

from collections.abc import Iterator
from typing import Any, NamedTuple

KINDS = ("choice_question", "open_question", "case")


class Exercise(NamedTuple):
    """An exercise in a body: its stable block id, its kind (one of `KINDS`) and its value."""

    id: str
    kind: str
    value: Any


def walk_exercises(body: Any) -> Iterator[Exercise]:
    """Yield the exercises of a stream value in reading order."""
    for child in body:
        if child.block_type in KINDS:
            yield Exercise(child.id, child.block_type, child.value)
