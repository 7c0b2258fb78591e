"""Feeds of handbooks: their editions for feed readers (Atom, RFC 4287), their files for e-readers (OPDS 1.2)."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid5

from cms.languages.localized import source_of
from handbooks.contents import imprint
from handbooks.editions.models import Edition
from handbooks.models import HandbookPage

from .offers import LanguageOffer, Offer, offers_of

# What e-reader apps open.
BOOKS = ("application/epub+zip", "application/pdf")
# OPDS takes pictures of these kinds only; a drawing (SVG) is none.
COVER = "width-600|format-jpeg"
THUMBNAIL = "width-200|format-jpeg"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class EditionEntry(NamedTuple):
    """An edition in a feed; `id` stays whatever becomes of titles and addresses."""

    id: str
    handbook: LanguageOffer
    authors: str
    edition: Edition
    files: list[Offer]
    updated: datetime


class BookEntry(NamedTuple):
    """A handbook in a catalogue."""

    id: str
    handbook: LanguageOffer
    page: Any
    authors: str
    licence: str
    publishers: list[Any]
    topics: list[Any]
    cover: Any
    thumbnail: Any
    files: list[Offer]
    updated: datetime


def public_handbooks(language: str) -> list[HandbookPage]:
    """Return the handbooks that everybody may read in a language, in the tree's order."""
    return list(HandbookPage.objects.public_in(language).order_by("path").with_cover())


def edition_entries(pages: list[HandbookPage]) -> list[EditionEntry]:
    """Return the editions of handbooks that have files, the newest first."""
    entries = []
    for page in pages:
        offer = offers_of(page.translation_key, page.language)
        for edition, files in offer.editions if offer else []:
            if offer and files:
                name = uuid5(page.translation_key, f"{page.language}/{edition.number}")
                updated = max([edition.declared_at, *(file.build.made_at for file in files)])
                authors = source_of(page).authors
                entries.append(EditionEntry(f"urn:uuid:{name}", offer, authors, edition, files, updated))
    return sorted(entries, key=lambda entry: entry.edition.declared_at, reverse=True)


def book_entries(language: str) -> list[BookEntry]:
    """Return the handbooks of a language that there are books of for e-readers."""
    found = (_book_entry(page) for page in public_handbooks(language))
    return [entry for entry in found if entry is not None]


def _book_entry(page: HandbookPage) -> BookEntry | None:
    offer = offers_of(page.translation_key, page.language)
    files = [file for file in offer.latest if file.format.media_type in BOOKS] if offer else []
    if offer is None or not files:
        return None
    source, named = source_of(page), imprint(page)
    cover = page.cover if page.cover and not page.cover.is_svg() else None
    return BookEntry(
        id=f"urn:uuid:{uuid5(page.translation_key, page.language)}",
        handbook=offer,
        page=page,
        authors=source.authors,
        licence=source.licence,
        publishers=named["publishers"],
        topics=named["topics"],
        cover=cover.get_rendition(COVER) if cover else None,
        thumbnail=cover.get_rendition(THUMBNAIL) if cover else None,
        files=files,
        updated=max(file.build.made_at for file in files),
    )


def updated(entries: list[Any]) -> datetime:
    """Return when a feed changed last: when its newest entry did."""
    return max((entry.updated for entry in entries), default=NEVER)
