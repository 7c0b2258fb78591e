"""What a case must have before it may be published, and where the editor is told. Its graph: `test_graph.py`."""

import pytest

from tests.factories import case, mistakes, picture


def test_a_case_that_can_be_walked_may_be_published():
    assert mistakes(case({1: [2, 3], 2: [3, 1]}, endings=(3,))) == {}


def test_a_choice_that_leads_nowhere_is_refused_at_its_number():
    assert list(mistakes(case({1: [2, 9]}, endings=(2,)))) == [(0, "nodes", 0, "choices", 1, "goes_to")]


def test_a_place_that_cannot_be_reached_is_refused_at_its_number():
    assert list(mistakes(case({1: [2]}, endings=(2, 3)))) == [(0, "nodes", 2, "number")]


def test_a_case_that_never_ends_is_refused_at_its_places():
    assert list(mistakes(case({1: [2], 2: [1]}))) == [(0, "nodes")]


def test_all_that_is_wrong_is_said_at_once():
    assert set(mistakes(case({1: [2, 8], 5: [9]}, endings=(2,)))) == {
        (0, "nodes", 0, "choices", 1, "goes_to"),
        (0, "nodes", 1, "choices", 0, "goes_to"),
        (0, "nodes", 1, "number"),
    }


def test_a_decision_without_choices_is_refused():
    assert (0, "nodes", 1, "choices") in mistakes(case({1: [2, 3], 2: []}, endings=(3,)))


@pytest.mark.django_db
def test_a_picture_nobody_described_is_refused_wherever_it_stands():
    kind, value = case({1: [2]}, endings=(2,))
    image = picture().pk

    assert list(mistakes((kind, value | {"picture": image}))) == [(0, "picture_alt")]

    for node in value["nodes"]:
        node["value"]["picture"] = image
    assert list(mistakes((kind, value))) == [(0, "nodes", 0, "picture_alt"), (0, "nodes", 1, "picture_alt")]


def test_an_unfinished_case_may_be_saved_as_a_draft():
    unfinished = case({1: [9], 2: []})

    assert mistakes(unfinished, draft=True) == {}
    assert mistakes(unfinished) != {}


def test_a_case_just_begun_may_be_saved_as_a_draft():
    begun = "case", {"title": "", "situation": "", "is_scored": False, "nodes": [], "picture": None, "picture_alt": ""}

    assert mistakes(begun, draft=True) == {}
    assert set(mistakes(begun)) >= {(0, "title"), (0, "situation"), (0, "nodes")}


def test_a_draft_may_have_choices_whose_target_is_not_decided_yet():
    kind, value = case({1: [2]}, endings=(2,))
    value["nodes"][0]["value"]["choices"][0]["value"]["goes_to"] = None
    value["nodes"][1]["value"]["number"] = None

    assert mistakes((kind, value), draft=True) == {}
    assert mistakes((kind, value)) != {}
