"""What texts, lists, steps, notes and notes' pictures must have before they may be published."""

import pytest

from tests.factories import mistakes, picture
from tests.factories.bodies import items

NO_PICTURE = {"picture": None, "picture_alt": ""}


@pytest.mark.parametrize(
    "block",
    [
        ("heading", {"text": "First steps", "level": "2"} | NO_PICTURE),
        ("text", "<p>Every child learns <b>free of charge</b>.</p>"),
        ("list", {"items": items("list", ["<p>One</p>", "<p>Two</p>"])}),
        ("steps", {"items": items("steps", [{"text": "<p>Find the school.</p>"} | NO_PICTURE])}),
        ("callout", {"kind": "tip", "text": "<p>Ask.</p>"}),
        ("definition", {"term": "Deposit", "meaning": "Money that you get back."}),
        ("quote", {"text": "Nobody had told me.", "source": ""}),
        ("footnote", {"text": "<p>UNHCR, 2024.</p>"}),
    ],
    ids=lambda block: block[0],
)
def test_what_is_filled_in_may_be_published_and_what_is_empty_may_be_saved_only(block):
    kind, _value = block
    empty = (kind, "" if kind == "text" else {})

    assert mistakes(block) == {}
    assert mistakes(empty) != {}
    assert mistakes(empty, draft=True) == {}


@pytest.mark.parametrize("nothing", ["", "<p></p>", "<p> </p>", "<p>  <b> </b></p><p></p>"])
def test_a_rich_text_of_empty_paragraphs_is_no_text(nothing):
    assert list(mistakes(("text", nothing))) == [(0,)]
    assert list(mistakes(("callout", {"kind": "tip", "text": nothing}))) == [(0, "text")]
    assert list(mistakes(("list", {"items": items("list", ["<p>One</p>", nothing])}))) == [(0, "items", 1)]
    assert list(mistakes(("steps", {"items": items("steps", [{"text": nothing} | NO_PICTURE])}))) == [
        (0, "items", 0, "text")
    ]


@pytest.mark.django_db
def test_a_picture_at_a_heading_must_be_described():
    heading = {"text": "First steps", "level": "2", "picture": picture().pk}

    assert list(mistakes(("heading", heading | {"picture_alt": ""}))) == [(0, "picture_alt")]
    assert mistakes(("heading", heading | {"picture_alt": "A school bag"})) == {}


@pytest.mark.django_db
def test_the_picture_of_one_step_must_be_described_at_that_step():
    steps = [
        {"text": "<p>Find the school.</p>"} | NO_PICTURE,
        {"text": "<p>Take your card.</p>", "picture": picture().pk},
    ]

    assert list(mistakes(("steps", {"items": items("steps", steps)}))) == [(0, "items", 1, "picture_alt")]


def test_a_description_needs_no_picture():
    heading = {"text": "First steps", "level": "2", "picture": None, "picture_alt": "Left over"}

    assert mistakes(("heading", heading)) == {}


def test_headings_have_two_levels():
    heading = {"text": "First steps", "level": "1"} | NO_PICTURE

    assert list(mistakes(("heading", heading))) == [(0, "level")]
