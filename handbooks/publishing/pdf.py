"""Handbooks on paper: PDF/UA-1, as A4 pages, as an A5 booklet, and for a print shop."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from cms.core.medium import Medium, is_easy
from cms.core.pdf import FILES, PAGE_OF, write_pdf
from cms.core.richtext import render_rich_text
from cms.core.routing.views import qr_svg

from .book import Book, Chapter
from .formats import Format, Progress, Written
from .pictures import Pictures

STYLES = Path(__file__).parent / "styles"
# A link to another place of the same file.
INNER_LINK = re.compile(r'(<a\b[^>]*href="(#[^"]+)"[^>]*>)(.*?)</a>', re.S)
# The mark of a footnote; the last parts of its address say which.
NOTE_MARK = re.compile(r'<sup class="note-ref"><a href="#(c\d+-)note-(\d+)"[^>]*>\d+</a></sup>')
BETWEEN_PARAGRAPHS = re.compile(r"</p>\s*<p[^>]*>")
PARAGRAPH = re.compile(r"</?p\b[^>]*>")
# Shares of the work, measured: the texts, the layout, the rest is drawing.
TEXTS, LAID_OUT = 0.1, 0.8


def write(book: Book, target: BinaryIO, progress: Progress, *, paper: str) -> Written:
    """Write a book as PDF/UA-1 file for a kind of paper: `a4`, `booklet` or `press`, each a style sheet."""
    pictures = Pictures(FILES)
    with translation.override(book.language):
        html = page_of(book, pictures, progress)
        pages = write_pdf(
            html,
            [str(STYLES / "book.css"), str(STYLES / f"{paper}.css")],
            target,
            read=pictures.read,
            laid_out=lambda: progress(LAID_OUT),
        )
    progress(1)
    return Written(pages)


def page_of(book: Book, pictures: Pictures, progress: Progress = lambda share: None) -> str:
    """Return the whole book as one HTML page, in the active language."""
    chapters = []
    for chapter in book.chapters:
        chapters.append(_chapter(book, chapter, pictures))
        progress(TEXTS * chapter.number / len(book.chapters))
    shown = {image.pk: image for image in [*([book.cover] if book.cover else []), *pictures.images()]}
    context = {
        "book": book,
        "author": book.authors or ", ".join(book.publishers),
        "easy": is_easy(book.language),
        "language_name": get_language_info(book.language)["name_local"],
        "medium": Medium("print", book.language, picture=pictures.place),
        "contents": [(chapter, _sections(book, chapter)) for chapter in book.chapters],
        "chapters": chapters,
        "answers": _answers(book),
        "credits": _credits(shown.values()),
        **_address(book.short_address),
    }
    return render_to_string("handbooks/publishing/pdf/book.html", context)


def _answers(book: Book) -> str:
    """Return the answer key; nothing if no question has right answers."""
    answers = book.answer_key
    if not answers:
        return ""
    context = {"answers": answers, "medium": Medium("print", book.language)}
    return _with_pages(render_to_string("handbooks/publishing/pdf/answers.html", context))


def _chapter(book: Book, chapter: Chapter, pictures: Pictures) -> SafeString:
    medium = book.medium("print", chapter, pictures, _place, anchors=f"c{chapter.number}-")
    context = {"book": book, "chapter": chapter, "medium": medium, **_address(chapter.short_address)}
    html = render_to_string("handbooks/publishing/pdf/chapter.html", context)
    return _with_footnotes(_with_pages(html), chapter, medium)


def _sections(book: Book, chapter: Chapter) -> list[tuple[str, str]]:
    """Return anchor and text of the headings that the contents show; in easy language the chapters are enough."""
    if is_easy(book.language):
        return []
    return [
        (f"b-{child.id[:8]}", child.value["text"])
        for child in chapter.body
        if child.block_type == "heading" and child.value["level"] != "3"
    ]


def _credits(images: Iterable[Any]) -> list[tuple[str, str, list[str]]]:
    """Return author and licence with the titles of their pictures, for what says one of them."""
    credits: dict[tuple[str, str], list[str]] = {}
    for image in images:
        if image.author or image.licence:
            credits.setdefault((image.author, image.licence), []).append(image.title)
    return [(author, licence, titles) for (author, licence), titles in credits.items()]


def _place(chapter: Chapter) -> str:
    return f"#chapter-{chapter.number}"


def _with_pages(html: str) -> SafeString:
    """Say behind each inner link on which page its target stands; marks of footnotes have theirs on the same page."""
    # Translators: behind a reference to another place of a printed book.
    text = escape(gettext("(page %(number)s)").replace(" ", "\xa0"))

    def with_page(match: re.Match) -> str:
        link, target, words = match.groups()
        if "-note-" in target:
            return match[0]
        number = f'<span {PAGE_OF}="{target}">00</span>'
        return f"{link}{words} {text % {'number': number}}</a>"

    return mark_safe(INNER_LINK.sub(with_page, html))


def _with_footnotes(html: str, chapter: Chapter, medium: Medium) -> SafeString:
    """Put each footnote behind its mark, from where the engine takes it to the foot of the page."""
    notes = dict(chapter.footnotes[1])

    def marked(match: re.Match) -> str:
        anchors, number = match.groups()
        text = PARAGRAPH.sub("", BETWEEN_PARAGRAPHS.sub("<br>", _source(notes[int(number)], medium)))
        back = f'<a class="note-no" href="#{anchors}ref-{number}">{number}</a>'
        # Without a word joiner the engine may begin a line with the mark.
        return f'\u2060{match[0]}<span class="footnote" id="{anchors}note-{number}">{back} {text}</span>'

    return mark_safe(NOTE_MARK.sub(marked, html))


def _source(note: Any, medium: Medium) -> str:
    return render_rich_text(note["text"].source, medium)


def _address(address: str) -> dict[str, str]:
    """Return an address as QR code, and as people type it."""
    return {"qr": b64encode(qr_svg(address)).decode(), "typed": address.partition("//")[2].rstrip("/")}


def _format(name: str, paper: str, purpose: Any, label: Any, on_request: bool = False) -> Format:
    return Format(name, purpose, label, "pdf", "application/pdf", partial(write, paper=paper), on_request)


FORMATS = (
    _format("pdf", "a4", _("To print, or to read on a large screen"), _("PDF, A4")),
    _format("booklet", "booklet", _("To print as a small booklet"), _("PDF, A5")),
    _format("press", "press", _("For a print shop"), _("PDF, A4 with bleed and crop marks"), on_request=True),
)
