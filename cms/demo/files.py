"""Reading the text files of the demo content (their form: `content/README.md`)."""

from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

CONTENT = Path(__file__).parent / "content"
NAMESPACE = uuid5(NAMESPACE_URL, "mostik:demo-content")


class ContentError(ValueError):
    """A content file doesn't fit its form; the message names file and place."""


class Node(NamedTuple):
    """A page in `tree.yaml`: its path, its type's name, and what stands there beside them."""

    path: str
    type: str
    options: dict[str, Any]

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2] or "mostik"

    @property
    def parent(self) -> str | None:
        """The path of the page above, None for the home page."""
        return self.path.rpartition("/")[0] if self.path else None


def tree() -> list[Node]:
    """Return all pages in the order in which they stand."""
    rows = _read(CONTENT / "tree.yaml")
    return [Node(row.pop("path"), row.pop("type"), row) for row in rows]


def snippets() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of `snippets.yaml` by kind."""
    return _read(CONTENT / "snippets.yaml")


def cohorts() -> list[dict[str, Any]]:
    """Return the rows of `cohorts.yaml`."""
    return _read(CONTENT / "cohorts.yaml")


def page(locale: str, path: str) -> dict[str, Any] | None:
    """Return a page's file in a locale, None if it doesn't exist there."""
    for name in (f"{path}/_index.yaml".lstrip("/"), f"{path}.yaml"):
        if (file := CONTENT / locale / name).exists():
            return _read(file)
    return None


def page_key(path: str) -> UUID:
    """Return the translation key of the page at a path, the same in every language and installation."""
    return uuid5(NAMESPACE, f"page:{path}")


def snippet_key(kind: str, key: str) -> UUID:
    """Return the translation key of a snippet."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


def block_id(path: str, *keys: str | int) -> str:
    """Return the id of a block, given the page's path and the keys (or positions) that lead to it."""
    return str(uuid5(NAMESPACE, f"block:{path}#" + "/".join(str(key) for key in keys)))


def _read(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ContentError(f"{file.relative_to(CONTENT)}: {error}") from error
