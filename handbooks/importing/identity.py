"""Ids that stay: the same text imported again is the same handbook, the same chapters, the same blocks."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "mostik:imported-handbook")
# What the page editor adds to a rich text without changing it.
EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')
LEAST_ALIKE = 0.5

Rows = list[dict[str, Any]]


def key_of(*parts: Any) -> UUID:
    """Return the key of what these parts name; capitals and spaces don't matter."""
    return uuid5(NAMESPACE, "/".join(" ".join(str(part).casefold().split()) for part in parts))


def chapter_keys(handbook_key: UUID, titles: list[str]) -> list[UUID]:
    """Return the key of each chapter of a handbook: its title, with a number where there are several of one title."""
    seen: Counter[str] = Counter()
    keys = []
    for title in titles:
        name = " ".join(title.casefold().split())
        seen[name] += 1
        keys.append(key_of(handbook_key, name, seen[name]))
    return keys


def without_ids(value: Any) -> Any:
    """Return a stored body without ids, without empty fields, and without what the page editor adds by itself."""
    if isinstance(value, dict):
        kept = {name: without_ids(part) for name, part in value.items() if name != "id"}
        return {name: part for name, part in kept.items() if part not in ("", None, False, [])}
    if isinstance(value, list):
        return [without_ids(part) for part in value]
    if isinstance(value, str):
        return EDITOR_KEY.sub("", value)
    return value


def digest_of(title: str, body: Rows) -> str:
    """Return a hash of what a chapter says, whatever its ids are."""
    text = json.dumps([title, without_ids(body)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def with_pictures(value: Any, picture: Callable[[str], int]) -> Any:
    """Return a body with the keys of pictures in the place of their hashes."""
    if isinstance(value, dict):
        return {
            name: picture(part) if name == "picture" and part else with_pictures(part, picture)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [with_pictures(part, picture) for part in value]
    return value


def with_ids(rows: Rows, root: Any, old: Rows) -> Rows:
    """Return a body (or a list in it) with an id for every row. `root` is the key of what it belongs to, `old` the body
    that is there.

    What is still there keeps its id, also where a word was changed; what is new gets the id of its text, so that
    importing again gives the same.
    """
    kept = _kept(rows, old)
    used = {row["id"] for row in kept.values() if row}
    result = []
    for position, row in enumerate(rows):
        before = kept.get(position)
        row_id = before["id"] if before else _new_id(root, row, used)
        used.add(row_id)
        value, old_value = row["value"], before["value"] if before else None
        if isinstance(value, dict):
            value = {
                name: with_ids(part, f"{row_id}/{name}", _rows_in(old_value, name)) if isinstance(part, list) else part
                for name, part in value.items()
            }
        result.append({"type": row["type"], "value": value, "id": row_id})
    return result


def likeness(one: Rows, other: Rows) -> float:
    """Return how much of two bodies is the same, from 0 to 1."""
    return SequenceMatcher(None, _texts(one), _texts(other), autojunk=False).ratio()


def _new_id(root: Any, row: dict[str, Any], used: set[str]) -> str:
    text = json.dumps(without_ids(row), sort_keys=True, ensure_ascii=False)
    number = 0
    while (found := str(uuid5(NAMESPACE, f"{root}#{text}#{number}"))) in used:
        number += 1
    return found


def _kept(rows: Rows, old: Rows) -> dict[int, dict[str, Any]]:
    """Return by position which old row a row is: the same, or one of the same type in the same place."""
    old = [row for row in old if row.get("id")]
    kept = {}
    for kind, i, i_end, j, j_end in SequenceMatcher(None, _texts(old), _texts(rows), autojunk=False).get_opcodes():
        if kind == "equal":
            kept.update({j + n: old[i + n] for n in range(i_end - i)})
        elif kind == "replace":
            left = old[i:i_end]
            for position in range(j, j_end):
                same = next((row for row in left if row["type"] == rows[position]["type"]), None)
                if same:
                    kept[position] = same
                    left = left[left.index(same) + 1 :]
    return kept


def _texts(rows: Rows) -> list[str]:
    return [json.dumps(without_ids({k: row[k] for k in ("type", "value")}), sort_keys=True) for row in rows]


def _rows_in(value: Any, name: str) -> Rows:
    found = value.get(name) if isinstance(value, dict) else None
    return [row for row in found if isinstance(row, dict) and "value" in row] if isinstance(found, list) else []
