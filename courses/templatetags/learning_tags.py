"""Tags of lessons: how an exercise stands, and what its form carries."""

import unicodedata
from typing import Any

from django import template

from courses.practice.states import ExerciseState

register = template.Library()


@register.simple_tag(takes_context=True)
def exercise_state(context: Any, block_id: str) -> ExerciseState:
    """Return how an exercise of the lesson stands for its reader."""
    return context["medium"].exercises.of(block_id)


@register.simple_tag
def hints_of(state: ExerciseState, hints: Any) -> list[str]:
    """Return the hints that are shown by now."""
    return list(hints)[: state.hints_shown(len(hints))]


@register.filter
def direction(text: str) -> str:
    """Return which way a text runs, by its first letter that says it: what `dir="auto"` means, for paper.

    The PDF engine knows neither that nor `<bdi>` (seen in WeasyPrint 70).
    """
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), "ltr")


@register.filter
def chosen_in(option_id: str, state: ExerciseState) -> bool:
    """Return whether an option was chosen last."""
    return option_id in state.chosen


@register.inclusion_tag("courses/learning/form_start.html", takes_context=True)
def answer_form(context: Any, block_id: str, state: ExerciseState) -> dict[str, Any]:
    """Show the hidden fields of an exercise's form."""
    return {"exercises": context["medium"].exercises, "block_id": block_id, "state": state}
