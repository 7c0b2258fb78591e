"""EPUB 3.3, for telephones and e-readers: a zip of XHTML documents, one a chapter."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple
from uuid import uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from lxml import etree
from lxml.html import fragment_fromstring

from cms.core.medium import Medium, is_easy

from .book import Book, Chapter
from .covers import draw_cover
from .formats import Format, Progress, Written
from .pictures import Pictures

MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}
ACCESSIBILITY_FEATURES = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
COVER, EMBLEM = "cover.jpg", "pictures/emblem.svg"
SVG = "http://www.w3.org/2000/svg"
# HTML allows them, XML doesn't: a text that came from another program may hold some.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
VOID = {"br", "col", "hr", "img", "wbr"}


class Document(NamedTuple):
    """A document of the file. `parts` are the places in it that the contents list: anchors and their titles."""

    id: str
    title: str
    body: SafeString
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """The document's name in the file."""
        return f"{self.id}.xhtml"


class Archive:
    """The zip while it is written. The same contents make the same bytes: every file is dated with the text."""

    def __init__(self, target: BinaryIO, book: Book):
        self._zip = ZipFile(target, "w")
        self._date = (*book.text_date.timetuple()[:3], 0, 0, 0)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *error: Any) -> None:
        self._zip.close()

    def add(self, name: str, content: str | bytes, compress: bool = True) -> None:
        """Add a file; what is compressed already need not be compressed again."""
        info = ZipInfo(name, self._date)
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, content, ZIP_DEFLATED if compress else ZIP_STORED, 9 if compress else None)


def write_epub(book: Book, target: BinaryIO, progress: Progress) -> Written:
    """Write a book into a file; raises ContentProblem where the file of a picture is missing."""
    pictures = Pictures()
    documents: list[Document] = []
    with override(book.language), Archive(target, book) as archive:
        archive.add("mimetype", EPUB.media_type, compress=False)
        archive.add("META-INF/container.xml", _render("container.xml", book))
        for document in _documents(book, pictures):
            archive.add(f"EPUB/{document.file}", _render("document.xhtml", book, document=document))
            documents.append(document._replace(body=mark_safe("")))  # the rest needs their titles only
            progress(len(documents) / (len(book.chapters) + 3) / 2)
        names = pictures.names()
        for number, (name, content) in enumerate(pictures, 1):
            archive.add(f"EPUB/{name}", content, compress=name.endswith(".svg"))
            progress((1 + number / len(names)) / 2)
        if _has_emblem(book):
            names.append(EMBLEM)
            archive.add(f"EPUB/{EMBLEM}", _emblem(book))
        archive.add(f"EPUB/{COVER}", draw_cover(book, _photo(book, pictures)), compress=False)
        contents = _contents(book, documents)
        archive.add(f"EPUB/{contents.file}", _render("document.xhtml", book, document=contents))
        archive.add("EPUB/toc.ncx", _render("toc.ncx", book, documents=documents[1:]))
        documents.insert(2, contents)
        archive.add("EPUB/package.opf", _package(book, documents, names))
        archive.add("EPUB/style.css", _render("style.css", book))
    progress(1)
    return Written()


def _render(template: str, book: Book, **context: Any) -> str:
    context |= {
        "book": book,
        "title": _title(book),
        "identifier": uuid5(book.key, book.language).urn,
        "direction": "rtl" if book.right_to_left else "ltr",
        "easy": is_easy(book.language),
    }
    return CONTROLS.sub("", render_to_string(f"handbooks/publishing/epub/{template}", context))


def _title(book: Book) -> str:
    # On a shelf the easy version stands beside the other one, and often has the same title.
    return f"{book.title} ({_('Easy language')})" if is_easy(book.language) else book.title


def _documents(book: Book, pictures: Pictures) -> Iterator[Document]:
    """Yield the documents in reading order, without the contents."""
    medium = Medium("book", book.language, picture=lambda image, size: pictures.place(image, size))
    alt = ". ".join(filter(None, [_title(book), book.subtitle]))
    yield Document("cover", _("Cover"), _body("cover.html", book, file=COVER, alt=alt))
    emblem = EMBLEM if _has_emblem(book) else ""
    yield Document("title", book.title, _body("title.html", book, medium=medium, emblem=emblem))
    for chapter in book.chapters:
        body = _body("chapter.html", book, chapter=chapter, medium=_medium(book, chapter, pictures))
        yield Document(_id(chapter), chapter.title, body, _headings(chapter))
    if book.answer_key:
        chapters = [(_file(chapter), chapter, questions) for chapter, questions in book.answer_key]
        yield Document("answers", _("Answers"), _body("answers.html", book, chapters=chapters, medium=medium))


def _medium(book: Book, chapter: Chapter, pictures: Pictures) -> Medium:
    return book.medium("book", chapter, pictures, _file, answers="answers.xhtml")


def _id(chapter: Chapter) -> str:
    return f"chapter-{chapter.number}"


def _file(chapter: Chapter) -> str:
    return f"{_id(chapter)}.xhtml"


def _headings(chapter: Chapter) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"b-{child.id[:8]}", child.value["text"])
        for child in chapter.body
        if child.block_type == "heading" and child.value["level"] != "3" and child.value["text"].strip()
    )


def _body(template: str, book: Book, **context: Any) -> SafeString:
    return to_xhtml(_render(template, book, **context))


def to_xhtml(html: str) -> SafeString:
    """Return an HTML element as XHTML for e-readers: well-formed, addresses encoded, notes marked as what they are."""
    root = fragment_fromstring(html.strip())
    for element in root.iter(etree.Element):
        if element.tag not in VOID and not element.text and not len(element):
            element.text = ""  # keeps its end tag, for readers that take the file for HTML
        if address := element.get("href"):
            element.set("href", iri_to_uri(address.strip()))
    for link in root.iterfind(".//sup[@class='note-ref']/a"):
        link.set("role", "doc-noteref")
        link.set("epub:type", "noteref")
    return mark_safe(etree.tostring(root, encoding="unicode", with_tail=False))


def _contents(book: Book, documents: list[Document]) -> Document:
    """Return the contents: what is listed, and the landmarks that e-readers know by their kind."""
    cover, title, *rest = documents
    title_of_contents = _("Contents")
    landmarks = [
        ("cover", cover.file, cover.title),
        ("titlepage", title.file, title.title),
        ("toc", "nav.xhtml#contents", title_of_contents),
        *(("bodymatter", first.file, first.title) for first in rest[:1]),
    ]
    body = _render("nav.xhtml", book, contents=title_of_contents, documents=[title, *rest], landmarks=landmarks)
    return Document("nav", title_of_contents, mark_safe(body))


def _package(book: Book, documents: list[Document], pictures: list[str]) -> str:
    described = ["alternativeText"] if pictures else []
    return _render(
        "package.opf",
        book,
        documents=documents,
        pictures=[(name, MEDIA_TYPES[name.rpartition(".")[2]]) for name in pictures],
        cover=COVER,
        access_modes=["textual", "visual"] if pictures else ["textual"],
        accessibility_features=[*ACCESSIBILITY_FEATURES, *described],
        accessibility_summary=_(
            "The text has headings, contents and links, and can be read aloud; pictures are described in words. "
            "Colours, fonts and sizes are the reader's own."
        ),
    )


def _photo(book: Book, pictures: Pictures) -> bytes | None:
    if not book.cover or book.cover.is_svg():
        return None
    return pictures.read(pictures.place(book.cover, "wide"))


def _has_emblem(book: Book) -> bool:
    return book.funding is not None and book.funding.emblem == "eu"


def _emblem(book: Book) -> str:
    drawing = render_to_string("projects/emblem.html", {"funding": book.funding})
    return drawing.strip().replace("<svg", f'<svg xmlns="{SVG}"', 1)


EPUB = Format(
    name="epub",
    purpose=gettext_lazy("for phone or e-reader"),
    label=gettext_lazy("EPUB"),
    suffix="epub",
    media_type="application/epub+zip",
    write=write_epub,
)
FORMATS = (EPUB,)
