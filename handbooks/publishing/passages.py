"""What is searched in a package: the passages of a book."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from .book import Book, Chapter


class Passage(NamedTuple):
    """A passage: the number of its chapter, where it stands there, its text."""

    chapter: int
    anchor: str
    text: str


def passages_of(chapter: Chapter) -> Iterator[Passage]:
    """Yield the passages of a chapter: its title and summary, then a passage for each block that says something."""
    yield Passage(chapter.number, "main", _joined([chapter.title, chapter.summary]))
    notes = iter(chapter.footnotes[1])
    for child in chapter.body:
        anchor = f"note-{next(notes)[0]}" if child.block_type == "footnote" else f"b-{child.id[:8]}"
        if text := _joined(child.block.get_searchable_content(child.value)):
            yield Passage(chapter.number, anchor, text)


def search_index(book: Book) -> str:
    """Return the passages of a book as a script, as a page that is opened from a folder can't read anything else."""
    lines = ",\n".join(
        json.dumps(passage, ensure_ascii=False) for chapter in book.chapters for passage in passages_of(chapter)
    )
    return f"window.mostikPassages = [\n{lines}\n];\n"


def _joined(texts: list[str]) -> str:
    return " · ".join(line for text in texts if (line := " ".join(str(text).split())))
