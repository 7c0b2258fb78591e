"""The map of a case for its editor: every decision and ending, layered from the start, with the ways between them.

Whatever is stored has a map: ways may lead in circles or nowhere, numbers may be missing or used twice.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .graph import closure, turned, ways_of

BOX_WIDTH, BOX_HEIGHT = 180, 64
GAP_ACROSS, GAP_DOWN = 70, 60
LETTERS = 24


class Way(NamedTuple):
    """A choice: its text and the number that it leads to; `is_lost` if there is no such number."""

    text: str
    number: int | None
    is_lost: bool


class Place(NamedTuple):
    """A decision or ending on the map: where its box stands, and what is said about it in words."""

    number: int | None
    text: str
    is_ending: bool
    ways: list[Way]
    is_unreachable: bool
    is_dead_end: bool
    x: int
    y: int

    @property
    def short(self) -> str:
        """As much of the text as the box holds."""
        return Truncator(self.text).chars(LETTERS)

    @property
    def marks(self) -> list[str]:
        """What is wrong here, in words."""
        found = [
            (self.is_unreachable, _("No choice leads here")),
            (self.is_dead_end, _("No ending from here")),
            (any(way.is_lost for way in self.ways), _("A choice leads nowhere")),
        ]
        return [word for holds, word in found if holds]


class CaseMap(NamedTuple):
    """A case as a drawing: its places in reading order, its arrows as SVG paths, and the size of the whole."""

    places: list[Place]
    arrows: list[str]
    width: int
    height: int


def case_map(nodes: Iterable[Any]) -> CaseMap:
    """Return the map of a case's nodes (see `case_problems`)."""
    children = list(nodes)
    ways = ways_of(children)
    endings = {position for position, child in enumerate(children) if child.block_type == "ending"}
    can_end = closure(endings, turned(ways))
    layers, reached = _layers(ways)
    corner = {
        position: (across * (BOX_WIDTH + GAP_ACROSS), down * (BOX_HEIGHT + GAP_DOWN))
        for down, layer in enumerate(layers)
        for across, position in enumerate(layer)
    }
    numbers = {child.value.get("number") for child in children} - {None}
    places = [
        _place(children[position], numbers, position not in reached, position not in can_end, corner[position])
        for layer in layers
        for position in layer
    ]
    arrows = [_arrow(corner[start], corner[target]) for start in ways for target in sorted(ways[start])]
    widest = max(map(len, layers), default=0)
    return CaseMap(places, arrows, widest * (BOX_WIDTH + GAP_ACROSS), len(layers) * (BOX_HEIGHT + GAP_DOWN))


def _layers(ways: dict[int, set[int]]) -> tuple[list[list[int]], set[int]]:
    """Return the positions by their distance from the start, those that can't be reached last, and the reached ones."""
    layers: list[list[int]] = []
    reached: set[int] = set()
    following = sorted(ways)[:1]
    while following:
        layers.append(following)
        reached |= {*following}
        following = sorted({target for position in following for target in ways[position]} - reached)
    lost = sorted(set(ways) - reached)
    return [*layers, lost] if lost else layers, reached


def _place(child: Any, numbers: set[Any], is_unreachable: bool, is_dead_end: bool, corner: Sequence[int]) -> Place:
    choices = child.value.get("choices") or []
    ways = [
        Way(str(choice.get("text") or ""), choice.get("goes_to"), choice.get("goes_to") not in numbers)
        for choice in choices
    ]
    return Place(
        child.value.get("number"),
        str(child.value.get("text") or ""),
        child.block_type == "ending",
        ways,
        is_unreachable,
        is_dead_end,
        corner[0],
        corner[1],
    )


def _arrow(start: tuple[int, int], target: tuple[int, int]) -> str:
    """Return an arrow's path: down to the next layer (no way leads further down), else from side to side."""
    (x, y), (to_x, to_y) = start, target
    if to_y > y:
        x, to_x, y = x + BOX_WIDTH // 2, to_x + BOX_WIDTH // 2, y + BOX_HEIGHT
        return f"M{x} {y}C{x} {y + 30} {to_x} {to_y - 30} {to_x} {to_y}"
    y, to_y = y + BOX_HEIGHT * 3 // 4, to_y + BOX_HEIGHT // 4
    # Out at the side that looks to the target, in at the side that looks back.
    out, side = (-1, x) if to_x < x else (1, x + BOX_WIDTH)
    back, to_side = (-1, to_x) if to_x > x else (1, to_x + BOX_WIDTH)
    return f"M{side} {y}C{side + out * 50} {y} {to_side + back * 50} {to_y} {to_side} {to_y}"
