"""What pictures and recordings must have before they may be published."""

import pytest

from tests.factories import mistakes, picture, recording

pytestmark = pytest.mark.django_db


def test_a_picture_that_is_described_may_be_published():
    assert mistakes(("picture", {"picture": picture().pk, "picture_alt": "A school bag", "caption": ""})) == {}


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_picture_that_nobody_described_is_refused_at_its_description(alt):
    assert list(mistakes(("picture", {"picture": picture().pk, "picture_alt": alt}))) == [(0, "picture_alt")]


def test_a_picture_block_without_a_picture_is_refused_at_the_picture():
    assert list(mistakes(("picture", {"picture": None, "picture_alt": "A school bag"}))) == [(0, "picture")]


def test_a_picture_block_whose_picture_was_deleted_is_refused_at_the_picture():
    image = picture()
    key = image.pk
    image.delete()

    assert list(mistakes(("picture", {"picture": key, "picture_alt": "A school bag"}))) == [(0, "picture")]


def test_a_picture_without_a_description_may_be_saved_as_a_draft():
    assert mistakes(("picture", {"picture": picture().pk, "picture_alt": ""}), draft=True) == {}


def a_recording(**changes) -> tuple[str, dict]:
    value = {"title": "A greeting", "media": recording().pk, "transcript": "<p>Good morning.</p>"}
    return "recording", value | changes


def test_a_recording_with_its_file_and_its_transcript_may_be_published():
    assert mistakes(a_recording()) == {}


@pytest.mark.parametrize(("field", "nothing"), [("title", ""), ("media", None), ("transcript", "")])
def test_a_recording_that_lacks_something_may_be_saved_only(field, nothing):
    assert list(mistakes(a_recording(**{field: nothing}))) == [(0, field)]
    assert mistakes(a_recording(**{field: nothing}), draft=True) == {}
