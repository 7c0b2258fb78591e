"""The map of a case: whatever an editor has typed so far can be drawn, read, and rendered for readers."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.core.exercises.graph import case_problems
from cms.core.exercises.map import case_map
from cms.core.medium import Medium
from courses.practice.states import ExerciseState, LessonState
from tests.factories import body, case
from tests.factories.bodies import an_id

NUMBERS = st.none() | st.integers(1, 6)


@st.composite
def stored_cases(draw) -> dict:
    """Any value of a case that an editor can have saved as a draft: fields empty, numbers double, ways anywhere."""
    _kind, value = case({})
    texts = st.sampled_from(["", "Go", "<b>&", None])
    for position in range(draw(st.integers(0, 6))):
        is_ending = draw(st.booleans())
        node = {"number": draw(NUMBERS), "text": draw(texts)}
        if is_ending:
            node |= {"lesson": draw(texts), "is_good": draw(st.booleans())}
        else:
            targets = draw(st.lists(NUMBERS, max_size=3))
            node["choices"] = [
                {"type": "item", "id": an_id(position, n), "value": {"text": draw(texts), "goes_to": target}}
                for n, target in enumerate(targets)
            ]
        value["nodes"].append({"type": "ending" if is_ending else "node", "value": node, "id": an_id(position)})
    return value


def drawn(nodes) -> BeautifulSoup:
    return BeautifulSoup(render_to_string("core/admin/case_map.html", {"map": case_map(nodes)}), "html.parser")


def nodes_of(*args, **kwargs):
    return body(case(*args, **kwargs))[0].value["nodes"]


@given(stored_cases())
def test_any_case_has_a_map_with_every_place_once_and_a_list_that_says_the_same(value):
    nodes = body(("case", value))[0].value["nodes"]

    found, page = case_map(nodes), drawn(nodes)

    corners = {(place.x, place.y) for place in found.places}
    assert len(found.places) == len(corners) == len(nodes)
    assert all(place.x < found.width and place.y < found.height for place in found.places)
    assert len(page.select("svg g")) == len(page.select("ol > li")) == len(nodes)


@given(stored_cases())
def test_the_map_marks_what_stands_in_the_way_of_publishing(value):
    nodes = body(("case", value))[0].value["nodes"]
    has_marks = any(place.marks for place in case_map(nodes).places)

    if not case_problems(nodes):
        assert not has_marks
    if has_marks:
        assert case_problems(nodes)


@given(stored_cases(), st.sampled_from(["web", "lesson"]))
def test_any_case_is_rendered_for_readers(value, name):
    (block,) = body(("case", value))
    state = LessonState(an_id("course"), an_id("chapter"), {block.id: ExerciseState()}, False, False, ())

    html = block.render({"medium": Medium(name, exercises=state), "block_id": block.id})

    assert len(BeautifulSoup(html, "html.parser").select(".node")) == len(value["nodes"])


def test_places_are_layered_from_the_start():
    places = case_map(nodes_of({1: [2, 3], 2: [1, 4], 3: [4]}, (4,))).places

    assert [place.number for place in places] == [1, 2, 3, 4]
    assert places[0].y < places[1].y == places[2].y < places[3].y


@pytest.mark.parametrize(
    ("ways", "endings", "shape", "word"),
    [
        ({1: [2], 3: [2]}, (2,), ".unreachable", "No choice leads here"),
        ({1: [2, 3], 3: [3]}, (2,), ".dead-end", "No ending from here"),
        ({1: [2, 9]}, (2,), "g", "A choice leads nowhere"),
    ],
)
def test_what_is_wrong_is_told_by_shape_and_by_word_in_drawing_and_list(ways, endings, shape, word):
    with translation.override("en"):
        page = drawn(nodes_of(ways, endings))

    assert word in page.select_one(f"svg {shape}").get_text()
    assert word in page.ol.get_text()


def test_an_arrow_leads_along_every_way_and_back_to_where_it_began():
    found = case_map(nodes_of({1: [1, 2], 2: [1, 3]}, (3,)))

    assert len(found.arrows) == 4
    assert all(re.fullmatch(r"M\d+ \d+C(-?\d+ ?){6}", arrow) for arrow in found.arrows)


def test_a_long_case_has_a_map():
    ways = {number: [number + 1] for number in range(1, 1500)}

    assert len(case_map(nodes_of(ways, (1500,))).places) == 1500
