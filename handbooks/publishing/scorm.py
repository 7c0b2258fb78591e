"""Packages for learning platforms: SCORM 1.2 and SCORM 2004, 4th edition. Each chapter is a lesson (a SCO)."""

from functools import partial
from typing import Any, BinaryIO

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .book import Book
from .formats import Format, Progress, Written
from .package_pages import PackagePages, Zip

# What both versions keep of a title.
LONGEST_TITLE = 200


def write(book: Book, target: BinaryIO, progress: Progress, version: str) -> Written:
    """Write a package for learning platforms, of SCORM `1.2` or `2004`, into a file."""
    with translation.override(book.language), Zip(target, book.text_date) as package:
        pages = PackagePages(book, scorm=version)
        package.add("README.txt", pages.readme())
        shared = list(pages.assets())
        for name, content in shared:
            package.add(name, content)
        pages.write_chapters(package, progress)
        names = [*(name for name, _content in shared), *pages.pictures.names()]
        package.add("imsmanifest.xml", manifest(pages, version, names))
    return Written()


def manifest(pages: PackagePages, version: str, shared: list[str]) -> str:
    """Return a package's manifest: what it is about, its lessons, its files. `shared` are those that all pages use."""
    book = pages.book
    context: dict[str, Any] = {
        "book": book,
        "title": book.title[:LONGEST_TITLE],
        "lessons": [
            {"id": f"chapter-{chapter.key}", "title": chapter.title[:LONGEST_TITLE], "file": pages.file_of(chapter)}
            for chapter in book.chapters
        ],
        "shared": shared,
        "publishers": [_vcard(name, is_organisation=True) for name in book.publishers],
        "authors": [_vcard(book.authors)] if book.authors else [],
    }
    return render_to_string(f"handbooks/package/scorm-{version}.xml", context)


def _vcard(name: str, is_organisation: bool = False) -> str:
    for sign in "\\,;":
        name = name.replace(sign, "\\" + sign)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", "N:;;;;"]
    return "\n".join([*lines, *([f"ORG:{name}"] if is_organisation else []), "END:VCARD"])


FORMATS = tuple(
    Format(
        name=f"scorm-{version}",
        purpose=_("for your learning platform"),
        label=label,
        suffix=f"scorm-{version}.zip",
        media_type="application/zip",
        write=partial(write, version=version),
    )
    for version, label in (("1.2", "SCORM 1.2"), ("2004", "SCORM 2004"))
)
