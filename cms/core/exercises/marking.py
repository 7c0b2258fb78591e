"""Marking answers, and keeping what was asked. Options are known by their block ids, never by text or position."""

from collections.abc import Collection
from typing import Any

from .walk import Exercise

# Pages carry the first eight signs of block ids, as their anchors do: random ids don't compress.
SHORT = 8
# How often a question to choose from may be answered; then the answer is shown.
MOST_TRIES = 3


def right_options(question: Any) -> set[str]:
    """Return the ids of a choice question's right options."""
    return {option.id for option in question.bound_options if option.value["is_right"]}


def known_options(question: Any, ids: Collection[str]) -> list[str]:
    """Return the ids of those options that are meant by whole or short ids, in the question's order."""
    return [option.id for option in question.bound_options if option.id in ids or option.id[:SHORT] in ids]


def is_right_choice(question: Any, chosen: Collection[str]) -> bool:
    """Return whether exactly the right options were chosen."""
    return set(chosen) == right_options(question)


def ending_of(case: Any, node_id: str) -> Any | None:
    """Return the ending of a case that a whole or short block id means, None if it has none."""
    endings = [node for node in case["nodes"] if node.block_type == "ending"]
    return next((node for node in endings if node_id in (node.id, node.id[:SHORT])), None)


def snapshot(exercise: Exercise) -> dict[str, Any]:
    """Return what was asked, so that an answer can still be read when the text has changed or is gone."""
    value = exercise.value
    if exercise.kind == "choice_question":
        options = [
            {"id": option.id, "text": option.value["text"], "is_right": bool(option.value["is_right"])}
            for option in value.bound_options
        ]
        return {"text": value["text"], "options": options}
    if exercise.kind == "open_question":
        return {"text": value["text"]}
    endings = [
        {"id": node.id, "text": node.value["text"], "is_good": bool(node.value["is_good"])}
        for node in value["nodes"]
        if node.block_type == "ending"
    ]
    return {"text": value["title"], "situation": value["situation"], "endings": endings}
