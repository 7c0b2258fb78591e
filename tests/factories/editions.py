"""Formats for tests of what is made and handed out, without the time that real ones take."""

from datetime import timedelta
from typing import BinaryIO

from django.utils import timezone

from handbooks.editions import building
from handbooks.editions.models import Job
from handbooks.publishing.book import Book
from handbooks.publishing.formats import Format, Progress, Written


def write_titles(book: Book, target: BinaryIO, progress: Progress) -> Written:
    """Write the titles of a book, a line each."""
    for chapter in book.chapters:
        target.write(f"{chapter.number}. {chapter.title}\n".encode())
        progress(chapter.number / len(book.chapters))
    target.write(f"edition {book.edition}".encode())
    return Written(pages=len(book.chapters))


def titles_format(name: str = "titles", **fields) -> Format:
    """Return a format whose files are lists of titles."""
    named = {"purpose": "To read aloud", "label": "Titles", "suffix": "txt", "media_type": "text/plain"}
    return Format(name=name, **{**named, "write": write_titles, **fields})


def build_all() -> int:
    """Let the workers make what is due; return how many files they tried."""
    tried = 0
    while building.build_next():
        tried += 1
    return tried


def make_all() -> None:
    """Let editors have paused, and the workers make what there is to make."""
    Job.objects.exclude(due_at=None).update(due_at=timezone.now() - timedelta(seconds=1))
    build_all()
