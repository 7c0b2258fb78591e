"""Reading a file that somebody wants to import, whatever its format."""

import posixpath
import re
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from cms.core.medium import base_language

from .archive import Archive
from .converter import Converter, unmarked
from .document import Document
from .errors import UnreadableFile
from .pictures import PictureSource
from .word import read_word

EXTENSIONS = [".docx", ".md", ".markdown", ".html", ".htm", ".zip"]
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")
LONGEST_PAGE = 10 * 2**20
# Old Word files, and new ones with a password.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)


def read_file(name: str, content: bytes, language: str) -> Document:
    """Return what a file holds; `name` is the file's, `language` that of its text.

    Raises UnreadableFile with a message for the editor, in the active language.
    """
    if len(content) > settings.IMPORT_MAX_BYTES:
        message = _("The file is too large: %(size)s are allowed.")
        raise UnreadableFile(message % {"size": filesizeformat(settings.IMPORT_MAX_BYTES)})
    extension = PurePath(name).suffix.lower()
    if extension in (".docm", ".dotm"):
        raise UnreadableFile(_("The document contains macros. Save it as a Word document (.docx) without them."))
    if extension not in EXTENSIONS:
        raise UnreadableFile(_("Only Word documents (.docx), Markdown (.md), HTML and zipped HTML can be imported."))
    if content.startswith(COMPOUND_FILE):
        raise UnreadableFile(
            _("This is an old Word file, or one with a password. Save it as .docx without a password.")
        )
    archive = Archive(BytesIO(content)) if extension in (".docx", ".zip") else None
    with override(base_language(language)):
        untitled = _("Introduction")
    converter = Converter(PictureSource(archive), PurePath(name).stem.strip() or name, untitled)
    try:
        if archive is None:
            read_page(name, content, converter)
        elif extension == ".docx":
            read_word(archive, converter)
        else:
            read_pages(archive, converter)
    except RecursionError as error:
        raise UnreadableFile(_("The document is damaged: it can't be read.")) from error
    document = converter.finish()
    if not any(chapter.body for chapter in document.chapters):
        raise UnreadableFile(_("There is no text in the file."))
    return document


def read_pages(archive: Archive, converter: Converter) -> None:
    """Read the pages in a zip file: `index` first, the others in the order of their names, numbers by their value."""
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise UnreadableFile(_("The document contains macros. Save it as a Word document (.docx) without them."))
    pages = [
        name
        for name in archive.names
        if name.lower().endswith(HTML + MARKDOWN) and not name.startswith("__MACOSX/") and "/." not in f"/{name}"
    ]
    if not pages:
        raise UnreadableFile(_("There is no HTML or Markdown page in the zip file."))
    for name in sorted(pages, key=_order):
        if archive.size(name) > LONGEST_PAGE:
            raise UnreadableFile(_("Unpacked, the file is too large. Divide it into several documents."))
        read_page(name, archive.read(name), converter)


def read_page(name: str, content: bytes, converter: Converter) -> None:
    """Read one page of Markdown or HTML."""
    if len(content) > LONGEST_PAGE:
        raise UnreadableFile(_("The file is too large: %(size)s are allowed.") % {"size": filesizeformat(LONGEST_PAGE)})
    folder = posixpath.dirname(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if name.lower().endswith(MARKDOWN):
        if not text:
            raise UnreadableFile(_("The text is in an old encoding. Save it as UTF-8."))
        converter.feed(markdown.render(unmarked(text)), folder)
    elif text:
        converter.feed(_with_heading(unmarked(text)).encode(), folder, "utf-8")
    else:
        # The page says itself in which encoding it is.
        converter.feed(content, folder)


def _with_heading(page: str) -> str:
    """Return a page that begins a chapter: its title is its heading where it has none."""
    if re.search(r"<h1\b", page, re.I):
        return page
    title = re.search(r"<title\b[^>]*>(.*?)</title>", page, re.I | re.S)
    heading = title and lxml_html.fromstring(f"<p>{title[1]}</p>").text_content().strip()
    if not heading:
        return page
    body = re.search(r"<body\b[^>]*>", page, re.I)
    position = body.end() if body else 0
    return f"{page[:position]}<h1>{escape(heading)}</h1>{page[position:]}"


def _order(name: str) -> tuple:
    stem = PurePath(name).stem.lower()
    parts = [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name.lower())]
    return stem not in ("index", "readme"), name.count("/"), parts
