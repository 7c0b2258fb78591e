"""The graph of a case: numbered nodes, choices that lead from one to another, endings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]


def case_problems(nodes: Iterable[Any]) -> list[tuple[Path, str]]:
    """Return what is wrong with a case's nodes, as `(way to the field, sentence for the editor)`.

    `nodes` is the stream of a case block: children with `block_type` (`node` or `ending`) and `value`. Found are
    numbers used twice, choices that lead nowhere, nodes that no way reaches, nodes from which no ending can be reached,
    and a case without a decision or without an ending.
    """
    children = list(nodes)
    if all(child.block_type == "ending" for child in children):
        return [(("nodes",), _("The case has no decisions yet."))]
    found: list[tuple[Path, str]] = []
    position_of: dict[int, int] = {}
    for position, child in enumerate(children):
        number = child.value.get("number")
        if number in position_of:
            found.append(
                (("nodes", position, "number"), _("The number %(number)d is used twice.") % {"number": number})
            )
        elif number is not None:
            position_of[number] = position

    ways = ways_of(children)
    for position, child in enumerate(children):
        if child.block_type == "ending":
            continue
        for index, choice in enumerate(child.value.get("choices") or []):
            target = choice.get("goes_to")
            if target not in position_of:
                found.append(
                    (
                        ("nodes", position, "choices", index, "goes_to"),
                        _("There is no number %(number)s in this case.")
                        % {"number": target if target is not None else "–"},
                    )
                )

    endings = {position for position, child in enumerate(children) if child.block_type == "ending"}
    if not endings:
        found.append((("nodes",), _("The case never ends. Add an ending.")))
    reached, can_end = closure({0}, ways), closure(endings, turned(ways))
    for position in ways:
        if position not in reached:
            found.append((("nodes", position, "number"), _("No choice leads here.")))
        elif endings and position not in can_end:
            found.append((("nodes", position, "number"), _("From here no ending can be reached.")))
    return found


def ways_of(children: Sequence[Any]) -> dict[int, set[int]]:
    """Return to which positions the choices of each position lead. A number used twice means the first place."""
    position_of: dict[int, int] = {}
    for position, child in enumerate(children):
        number = child.value.get("number")
        if number is not None:
            position_of.setdefault(number, position)
    return {
        position: {
            position_of[choice.get("goes_to")]
            for choice in child.value.get("choices") or []
            if choice.get("goes_to") in position_of
        }
        for position, child in enumerate(children)
    }


def turned(ways: dict[int, set[int]]) -> dict[int, set[int]]:
    """Return from which positions each position is reached."""
    backwards: dict[int, set[int]] = {position: set() for position in ways}
    for start, targets in ways.items():
        for target in targets:
            backwards[target].add(start)
    return backwards


def closure(start: set[int], ways: dict[int, set[int]]) -> set[int]:
    """Return every position that can be reached from `start`."""
    seen, waiting = set(start), list(start)
    while waiting:
        for target in ways[waiting.pop()] - seen:
            seen.add(target)
            waiting.append(target)
    return seen
