"""Ids and hashes by which the same text is known again."""

import pytest

from handbooks.importing.identity import chapter_keys, digest_of, key_of, with_ids

ROW = {"type": "list", "value": {"items": [{"type": "item", "value": "<p>Карта</p>"}]}}


@pytest.mark.parametrize(
    "row",
    [
        {**ROW, "id": "an id"},
        {**ROW, "value": {**ROW["value"], "picture": None, "picture_alt": "", "notes": []}},
        {
            "type": "list",
            "value": {"items": [{"type": "item", "value": '<p data-block-key="x1">Карта</p>', "id": "1"}]},
        },
    ],
    ids=["an id", "an empty field", "keys of the editor"],
)
def test_a_hash_is_of_what_is_said_alone(row):
    assert digest_of("Глава", [row]) == digest_of("Глава", [ROW])


@pytest.mark.parametrize(
    "title, rows", [("Друга", [ROW]), ("Глава", [ROW, ROW]), ("Глава", [])], ids=["title", "more", "less"]
)
def test_what_says_something_else_has_another_hash(title, rows):
    assert digest_of(title, rows) != digest_of("Глава", [ROW])


def test_capitals_and_spaces_of_a_title_do_not_matter():
    handbook = key_of("handbook")

    assert chapter_keys(handbook, ["Първа  глава"]) == chapter_keys(handbook, ["ПЪРВА ГЛАВА"])
    assert len(set(chapter_keys(handbook, ["Глава", "Глава"]))) == 2


def test_the_same_text_twice_has_two_ids():
    found = with_ids([ROW, ROW], "root", [])

    assert len({found[0]["id"], found[1]["id"]}) == 2
    assert found == with_ids([ROW, ROW], "root", found)


def test_an_item_that_was_added_leaves_the_others_their_ids():
    old = with_ids([ROW], "root", [])
    longer = {"type": "list", "value": {"items": [{"type": "item", "value": "<p>Ново</p>"}, *ROW["value"]["items"]]}}

    (new,) = with_ids([longer], "root", old)

    assert new["id"] == old[0]["id"]
    assert new["value"]["items"][1]["id"] == old[0]["value"]["items"][0]["id"]
