"""What was read from a file: chapters of blocks, and what an editor should know of each place."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MOST_REMARKS = 2_000


class Place(NamedTuple):
    """Where something stands: chapter, the nearest heading in it, the n-th paragraph below (0: none), and words."""

    chapter: str
    heading: str
    paragraph: int
    words: str


class Remark(NamedTuple):
    """Something that isn't as it was in the file (its kind: `remarks.KINDS`), and where."""

    kind: str
    place: Place
    detail: str = ""


@dataclass
class Chapter:
    """A chapter: its title and its body in the stored form of a stream, without ids.

    Pictures are named by their hash (`Document.pictures`).
    """

    title: str
    body: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Document:
    """A whole file. `pictures` leads from a picture's hash to where it stands in the file."""

    title: str = ""
    subtitle: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    more_remarks: int = 0

    def remark(self, kind: str, place: Place, detail: str = "") -> None:
        """Note something for the editor, once a place; thousands are only counted."""
        new = Remark(kind, place, detail)
        if new in self.remarks[-20:]:
            return
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(new)
        else:
            self.more_remarks += 1

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON field keeps it."""
        return vars(self) | {"chapters": [vars(chapter) for chapter in self.chapters]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Document":
        """Return what `as_json` was made of."""
        chapters = [Chapter(**chapter) for chapter in data["chapters"]]
        remarks = [Remark(kind, Place(*place), detail) for kind, place, detail in data["remarks"]]
        return cls(**data | {"chapters": chapters, "remarks": remarks})
