"""The contents of a handbook as readers see it: taken from the page tree, cached until something changes."""

from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings

from cms.core.cache import cached
from cms.languages.localized import in_language, source_of
from cms.projects.funding import Funding, funding_of


class Entry(NamedTuple):
    """A chapter in the contents."""

    pk: int
    key: UUID
    number: int
    title: str
    summary: str
    address: str
    minutes: int


class Book(NamedTuple):
    """A handbook in one language with its live chapters; it has no address while it isn't live itself."""

    pk: int
    key: UUID
    title: str
    address: str
    planned: bool
    chapters: list[Entry]
    funding: Funding | None


def of_handbook(path: str) -> Book | None:
    """Return the contents of the handbook at a tree path (five queries, none when cached).

    None where there is no handbook, as in the preview of one that was never saved.
    """
    return cached(f"book:{path}", lambda: _read(path))


def of_chapter(path: str) -> Book | None:
    """Return the contents of the handbook that a chapter at a tree path belongs to; None while it is being made."""
    model = apps.get_model("handbooks", "HandbookPage")
    return of_handbook(path[: -model.steplen]) if path else None


def _read(path: str) -> Book | None:
    handbooks = apps.get_model("handbooks", "HandbookPage").objects
    chapters = apps.get_model("handbooks", "ChapterPage").objects
    handbook = handbooks.select_related("locale", "project").filter(path=path).first()
    if handbook is None:
        return None
    live = chapters.child_of(handbook).live().order_by("path").defer("body").select_related("locale")
    entries = [
        Entry(page.pk, page.translation_key, number, page.title, page.summary, page.url or "", page.reading_minutes)
        for number, page in enumerate(live, 1)
    ]
    project = source_of(handbook).project
    return Book(
        handbook.pk,
        handbook.translation_key,
        handbook.title,
        handbook.url or "" if handbook.live else "",
        handbook.state == "planned",
        entries,
        funding_of(project.translation_key if project else None, handbook.locale.language_code),
    )


def facts_of(chapter: Any) -> dict[str, Any]:
    """Return when and by whom a chapter's facts were checked: `checked_on`, `checked_by`.

    A detached page keeps its own text, but facts are checked once for all languages: translations read the source page,
    cached.
    """

    def read(page: Any) -> dict[str, Any]:
        return {"checked_on": page.facts_checked_on, "checked_by": page.facts_checked_by}

    if chapter.language == settings.LANGUAGE_CODE:
        return read(chapter)
    return cached(f"facts:{chapter.translation_key}", lambda: read(source_of(chapter)))


def neighbours(book: Book | None, pk: int) -> dict[str, Entry | None]:
    """Return the entries of a chapter itself (`here`), the one before and the one after it."""
    if book is None:
        return {"here": None, "previous": None, "next": None}
    position = next((i for i, entry in enumerate(book.chapters) if entry.pk == pk), None)
    if position is None:
        return {"here": None, "previous": None, "next": None}
    return {
        "here": book.chapters[position],
        "previous": book.chapters[position - 1] if position else None,
        "next": book.chapters[position + 1] if position + 1 < len(book.chapters) else None,
    }


def imprint(handbook: Any) -> dict[str, Any]:
    """Return a handbook's publishers and topics in its language, read from the source page."""
    source = source_of(handbook)
    language = handbook.locale.language_code
    return {
        "publishers": in_language(source.publishers.all(), language),
        "topics": in_language(source.topics.all(), language),
    }
