"""When a case can be walked: every way leads somewhere, every place can be reached, from every place it can end."""

from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.exercises.graph import case_problems


class Place(NamedTuple):
    """A decision or an ending, as a stream gives it."""

    block_type: str
    value: dict[str, Any]


def decision(number: int | None, *targets: int | None) -> Place:
    return Place("node", {"number": number, "choices": [{"text": "Go", "goes_to": target} for target in targets]})


def ending(number: int | None) -> Place:
    return Place("ending", {"number": number})


def places_of_problems(*places: Place) -> list[tuple]:
    return [path for path, _message in case_problems(places)]


def test_a_case_that_leads_from_a_decision_to_an_ending_is_fine():
    assert case_problems([decision(1, 2), ending(2)]) == []


def test_ways_may_lead_back_as_long_as_there_is_a_way_out():
    assert case_problems([decision(1, 2, 3), decision(2, 1), ending(3)]) == []


def test_numbers_need_no_order():
    assert case_problems([decision(40, 7, 12), ending(12), ending(7)]) == []


def test_a_case_without_anything_in_it_is_named_as_a_whole():
    assert places_of_problems() == [("nodes",)]


def test_a_case_needs_a_decision():
    assert places_of_problems(ending(1)) == [("nodes",)]


def test_a_case_needs_an_ending():
    assert places_of_problems(decision(1, 2), decision(2, 1)) == [("nodes",)]


def test_a_choice_that_leads_nowhere_is_named():
    assert places_of_problems(decision(1, 2, 9), ending(2)) == [("nodes", 0, "choices", 1, "goes_to")]


def test_a_choice_without_a_target_is_named():
    assert places_of_problems(decision(1, 2, None), ending(2)) == [("nodes", 0, "choices", 1, "goes_to")]


def test_a_place_without_a_number_is_not_what_a_choice_without_a_target_leads_to():
    assert ("nodes", 0, "choices", 1, "goes_to") in places_of_problems(decision(1, 2, None), ending(2), ending(None))


def test_a_place_that_no_choice_leads_to_is_named():
    assert places_of_problems(decision(1, 2), ending(2), ending(3)) == [("nodes", 2, "number")]


def test_places_that_only_lead_to_each_other_are_not_reached():
    found = places_of_problems(decision(1, 2), ending(2), decision(3, 4), decision(4, 3, 2))

    assert found == [("nodes", 2, "number"), ("nodes", 3, "number")]


def test_a_place_that_one_cannot_get_out_of_is_named():
    assert places_of_problems(decision(1, 2, 3), ending(2), decision(3, 3)) == [("nodes", 2, "number")]


def test_a_number_used_twice_is_named_at_the_second_place():
    assert ("nodes", 2, "number") in places_of_problems(decision(1, 2), ending(2), ending(2))


NUMBERS = st.one_of(st.none(), st.integers(1, 6))


@st.composite
def cases(draw) -> list[Place]:
    """Any case that an editor could have typed so far, sound or not."""
    places = []
    for number in draw(st.lists(NUMBERS, max_size=6)):
        if draw(st.booleans()):
            places.append(ending(number))
        else:
            places.append(decision(number, *draw(st.lists(NUMBERS, max_size=3))))
    return places


@st.composite
def sound_cases(draw) -> list[Place]:
    """A case made to be walked: each place is led to from an earlier one, and the last of a branch is an ending."""
    size = draw(st.integers(2, 8))
    led_from = [None, *(draw(st.integers(0, position - 1)) for position in range(1, size))]
    numbers = draw(st.lists(st.integers(1, 99), min_size=size, max_size=size, unique=True))
    places = []
    for position in range(size):
        below = [other for other in range(size) if led_from[other] == position]
        anywhere = draw(st.lists(st.integers(0, size - 1), max_size=2))
        targets = [numbers[other] for other in below + anywhere]
        places.append(decision(numbers[position], *targets) if below else ending(numbers[position]))
    return places


@given(sound_cases())
def test_a_case_made_to_be_walked_has_no_problems(places):
    assert case_problems(places) == []


@given(sound_cases(), st.data())
def test_one_wrong_target_is_found_wherever_it_stands(places, data):
    position = data.draw(st.sampled_from([p for p, place in enumerate(places) if place.block_type == "node"]))
    choices = places[position].value["choices"]
    choice = data.draw(st.integers(0, len(choices) - 1))
    choices[choice]["goes_to"] = 100

    assert ("nodes", position, "choices", choice, "goes_to") in places_of_problems(*places)


@given(cases())
def test_a_case_without_problems_is_one_that_can_be_walked_and_no_other(places):
    assert (case_problems(places) == []) is can_be_walked(places)


def can_be_walked(places: list[Place]) -> bool:
    """Say the same in other words: targets exist once, the start reaches everything, everything reaches an ending."""
    numbers = [place.value["number"] for place in places if place.value["number"] is not None]
    targets = [[choice["goes_to"] for choice in place.value.get("choices", [])] for place in places]
    if len(set(numbers)) < len(numbers) or any(target not in numbers for row in targets for target in row):
        return False
    everywhere = range(len(places))
    leads = {(a, b): a == b or places[b].value["number"] in targets[a] for a, b in product(everywhere, everywhere)}
    # Warshall's closure: the middle place varies slowest.
    for middle, a, b in product(everywhere, repeat=3):
        leads[a, b] = leads[a, b] or (leads[a, middle] and leads[middle, b])
    endings = [position for position in everywhere if places[position].block_type == "ending"]
    return (
        len(endings) < len(places)
        and all(leads[0, position] for position in everywhere)
        and all(any(leads[position, last] for last in endings) for position in everywhere)
    )


@given(cases())
def test_every_problem_names_a_place_that_exists_and_says_something(places):
    for path, message in case_problems(places):
        assert message
        name, *rest = path
        assert name == "nodes"
        if rest:
            position, field, *below = rest
            assert field in places[position].value
            if below:
                index, inner = below
                assert inner in places[position].value[field][index]


@given(sound_cases(), st.randoms())
def test_the_order_of_all_but_the_first_place_says_nothing(places, random):
    others = places[1:]
    random.shuffle(others)

    assert case_problems([places[0], *others]) == []


@pytest.mark.parametrize("size", [2000])
def test_a_long_case_is_no_deeper_than_python_allows(size):
    places = [*(decision(number, number + 1) for number in range(1, size)), ending(size)]

    assert case_problems(places) == []
