"""A handbook in one language, complete: what every format takes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core.exercises.walk import Exercise, walk_exercises
from cms.core.medium import Medium, PageLink, base_language
from cms.core.richtext import linked_page_ids, number_footnotes, resolve_links
from cms.core.routing.addresses import address_in, full_address
from cms.core.routing.services import short_codes
from cms.languages.localized import source_of
from cms.projects.funding import Funding, funding_of
from handbooks.contents import facts_of, imprint

from .pictures import Pictures


class ExercisePlace(NamedTuple):
    """An exercise in a file: its number in the handbook, and where its answer stands ("" where it has none)."""

    number: int
    answer: str


@dataclass(frozen=True)
class Chapter:
    """A chapter of a book. `key` is the page's translation key, `address` its full address on the site."""

    pk: int
    key: UUID
    number: int
    title: str
    summary: str
    picture: Any
    picture_alt: str
    body: Any
    address: str
    short_address: str
    facts_checked_on: date | None = None
    facts_checked_by: str = ""

    @property
    def exercises(self) -> list[Exercise]:
        """The chapter's exercises in reading order."""
        return list(walk_exercises(self.body))

    @cached_property
    def footnotes(self) -> tuple[dict[str, list[int]], list[tuple[int, Any]]]:
        """The numbers of the footnotes of each block id, and the notes as `(number, value)`."""
        return number_footnotes(self.body)


@dataclass(frozen=True)
class Book:
    """A handbook in one language. `text_date` is the day of its newest text; `edition` is empty until an editor
    declares one; `logo` is the programme's, where it has one in place of the EU's emblem. `links` tells where links to
    pages of the site lead; `inner` which of them are chapters of this book.
    """

    key: UUID
    language: str
    title: str
    subtitle: str
    summary: str
    audience: str
    authors: str
    publishers: tuple[str, ...]
    topics: tuple[str, ...]
    licence: str
    cover: Any
    cover_alt: str
    address: str
    short_address: str
    text_date: date
    funding: Funding | None
    chapters: tuple[Chapter, ...]
    edition: str = ""
    logo: Any = None
    links: Mapping[int, PageLink] = field(default_factory=dict)
    inner: Mapping[int, Chapter] = field(default_factory=dict)

    @property
    def language_tag(self) -> str:
        """The language as other programs know it: easy language has no tag of its own there."""
        return base_language(self.language)

    @property
    def right_to_left(self) -> bool:
        """Whether the book is read from right to left."""
        return get_language_info(self.language)["bidi"]

    @cached_property
    def exercise_numbers(self) -> dict[str, int]:
        """The number of each question, by block id, counted through the whole book; cases have titles."""
        questions = (e for chapter in self.chapters for e in chapter.exercises if e.kind != "case")
        return {exercise.id: number for number, exercise in enumerate(questions, 1)}

    @property
    def answer_key(self) -> list[tuple[Chapter, list[tuple[int, Exercise]]]]:
        """The questions that have right answers with their numbers, chapter by chapter."""
        numbers = self.exercise_numbers
        found = [
            (chapter, [(numbers[e.id], e) for e in chapter.exercises if e.kind == "choice_question"])
            for chapter in self.chapters
        ]
        return [(chapter, questions) for chapter, questions in found if questions]

    def medium(
        self,
        name: str,
        chapter: Chapter,
        pictures: Pictures,
        place: Callable[[Chapter], str],
        answers: str = "",
        anchors: str = "",
        up: str = "",
    ) -> Medium:
        """Return the medium for a chapter in a file.

        `place(chapter)` says where a chapter stands in the file, `answers` what comes before the anchor of an answer
        (`a-` and the first eight characters of the block id), `anchors` before those of footnotes, `up` before the
        name of a picture.
        """
        inner = {pk: PageLink(place(target)) for pk, target in self.inner.items()}
        exercises = {
            exercise.id: ExercisePlace(
                self.exercise_numbers[exercise.id],
                f"{answers}#a-{exercise.id[:8]}" if exercise.kind == "choice_question" else "",
            )
            for exercise in chapter.exercises
            if exercise.kind != "case"
        }
        return Medium(
            name,
            self.language,
            {**self.links, **inner},
            chapter.footnotes[0],
            exercises,
            picture=lambda image, size: up + pictures.place(image, size, chapter.title),
            origin=settings.BASE_URL,
            anchors=anchors,
        )


def read_book(key: UUID, language: str, edition: str = "") -> Book | None:
    """Return a live handbook with its live chapters; None where there is none that everybody may read."""
    handbooks = apps.get_model("handbooks", "HandbookPage").objects
    handbook = handbooks.public_in(language).filter(translation_key=key).select_related("cover", "project").first()
    if handbook is None:
        return None
    chapter_pages = apps.get_model("handbooks", "ChapterPage").objects.public_in(language)
    pages = list(chapter_pages.child_of(handbook).order_by("path").select_related("picture"))
    codes = short_codes(page.translation_key for page in (handbook, *pages))
    chapters = tuple(_chapter(page, number, codes) for number, page in enumerate(pages, 1))
    source, named = source_of(handbook), imprint(handbook)
    ids = linked_page_ids(*(chapter.body for chapter in chapters))
    links = {pk: PageLink(full_address(link.url), link.language) for pk, link in resolve_links(ids, language).items()}
    by_key = {chapter.key: chapter for chapter in chapters}
    inner = {
        pk: by_key[page_key]
        for pk, page_key in Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")
        if page_key in by_key
    }
    funding = funding_of(source.project.translation_key if source.project else None, language)
    dates = [page.last_published_at for page in (handbook, *pages) if page.last_published_at]
    return Book(
        key=handbook.translation_key,
        language=language,
        title=handbook.title,
        subtitle=handbook.subtitle,
        summary=handbook.summary,
        audience=handbook.audience,
        authors=source.authors,
        publishers=tuple(row.name for row in named["publishers"]),
        topics=tuple(str(row) for row in named["topics"]),
        licence=source.licence,
        cover=handbook.cover,
        cover_alt=handbook.cover_alt,
        address=full_address(handbook.url or ""),
        short_address=_short_address(handbook, codes),
        text_date=timezone.localdate(max(dates)) if dates else timezone.localdate(),
        funding=funding,
        chapters=chapters,
        edition=edition,
        logo=get_image_model().objects.filter(pk=funding.logo_id).first() if funding and funding.logo_id else None,
        links=links,
        inner=inner,
    )


def _chapter(page: Any, number: int, codes: Mapping[UUID, str]) -> Chapter:
    facts = facts_of(page)
    return Chapter(
        pk=page.pk,
        key=page.translation_key,
        number=number,
        title=page.title,
        summary=page.summary,
        picture=page.picture,
        picture_alt=page.picture_alt,
        body=page.body,
        address=full_address(page.url or ""),
        short_address=_short_address(page, codes),
        facts_checked_on=facts["checked_on"],
        facts_checked_by=facts["checked_by"],
    )


def _short_address(page: Any, codes: Mapping[UUID, str]) -> str:
    code = codes.get(page.translation_key)
    return full_address(address_in(page.language, "short_address", code) if code else page.url or "")


def fingerprint(book: Book, release: str = "") -> str:
    """Return a name for everything that goes into a book's files: texts, links, pictures, funding, and the release of
    the code that makes them. Two books with one fingerprint make the same files.
    """
    images = get_image_model()
    stored = [chapter.body.get_prep_value() for chapter in book.chapters]
    shown = {
        image.pk for image in chain([book.cover, book.logo], (chapter.picture for chapter in book.chapters)) if image
    }
    for chapter in book.chapters:
        block = chapter.body.stream_block
        shown |= {int(reference[1]) for reference in block.extract_references(chapter.body) if reference[0] is images}
    hashes = sorted(images.objects.filter(pk__in=shown).values_list("pk", "file_hash", "title"))
    plain = {
        name: getattr(book, name)
        for name in book.__dataclass_fields__
        if name not in ("cover", "logo", "chapters", "links", "inner")
    }
    chapters = [
        {name: getattr(chapter, name) for name in chapter.__dataclass_fields__ if name not in ("picture", "body")}
        for chapter in book.chapters
    ]
    inner = {pk: chapter.number for pk, chapter in book.inner.items()}
    everything = [release, plain, chapters, stored, sorted(book.links.items()), sorted(inner.items()), hashes]
    return hashlib.sha256(json.dumps(everything, default=str, sort_keys=True).encode()).hexdigest()
