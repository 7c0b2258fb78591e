"""Stored forms of stream bodies for tests; every block and list item has an explicit id."""

import json
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from wagtail.blocks import StreamValue

from handbooks.models import ChapterPage


def an_id(*parts: Any) -> str:
    """Return the same id for the same words."""
    return str(uuid5(NAMESPACE_OID, "/".join(map(str, parts))))


def items(name: str, values: list[Any]) -> list[dict]:
    """Return list items."""
    return [{"type": "item", "value": value, "id": an_id(name, position)} for position, value in enumerate(values)]


def stream(*blocks: tuple[str, Any]) -> str:
    """Return a stream of `(type, value)` as a page's field takes it; ids are made of position and type."""
    return json.dumps([{"type": kind, "value": value, "id": an_id(n, kind)} for n, (kind, value) in enumerate(blocks)])


def body(*blocks: tuple[str, Any]) -> StreamValue:
    """Return a chapter's body as a page has it once it is read from the database."""
    return ChapterPage._meta.get_field("body").to_python(stream(*blocks))


def rich(text: str) -> tuple[str, str]:
    """Return a text block of one paragraph."""
    return "text", f"<p>{text}</p>"


def choice_question(
    text: str = "What do you take with you?", rights: tuple[bool, ...] = (False, True), **extra: Any
) -> tuple[str, dict]:
    """Return a question with as many options as `rights`."""
    options = [
        {"text": f"Option {n}", "is_right": right, "feedback": f"Feedback {n}", "picture": None, "picture_alt": ""}
        for n, right in enumerate(rights)
    ]
    value = {
        "text": text,
        "options": items(f"{text}-options", options),
        "hints": items(f"{text}-hints", ["A hint"]),
        "explanation": "Because.",
        "picture": None,
        "picture_alt": "",
    }
    return "choice_question", value | extra


def case(ways: dict[int, list[int]], endings: tuple[int, ...] = (), title: str = "A case") -> tuple[str, dict]:
    """Return a case: `ways` says to which numbers each decision leads, `endings` which numbers are endings.

    The first decision is the start.
    """
    nodes: list[dict] = []
    for number, targets in ways.items():
        choices = [{"text": f"Go to {target}", "goes_to": target} for target in targets]
        value = {
            "number": number,
            "text": f"Place {number}",
            "choices": items(f"{title}-{number}", choices),
            "picture": None,
            "picture_alt": "",
        }
        nodes.append({"type": "node", "value": value, "id": an_id(title, number)})
    for number in endings:
        value = {
            "number": number,
            "text": f"Ending {number}",
            "lesson": "Ask twice.",
            "is_good": True,
            "picture": None,
            "picture_alt": "",
        }
        nodes.append({"type": "ending", "value": value, "id": an_id(title, number)})
    return "case", {
        "title": title,
        "situation": "Amina comes to the school.",
        "is_scored": False,
        "nodes": nodes,
        "picture": None,
        "picture_alt": "",
    }
