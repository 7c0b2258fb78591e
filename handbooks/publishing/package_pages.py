"""What web packages and packages for learning platforms share: their pages, and the zip file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cms.core.exercises.marking import MOST_TRIES
from cms.core.medium import Medium, is_easy
from cms.core.routing.addresses import full_address

from .book import Book, Chapter
from .formats import Progress
from .pictures import Pictures

STATIC = Path(settings.BASE_DIR, "cms", "static")
SCRIPTS = Path(__file__).parent / "scripts"
UP = "../"
# The share of the work that texts are; pictures are the rest.
TEXTS = 0.5
# What is compressed already.
STORED = (".jpg", ".png")


class Zip:
    """A zip file that is the same whenever it is made of the same: its files have no time but the day of the text."""

    def __init__(self, target: BinaryIO, day: date):
        self._file = ZipFile(target, "w")
        self._time = (day.year, day.month, day.day, 0, 0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: Any) -> None:
        self._file.close()

    def add(self, name: str, content: str | bytes) -> None:
        """Write a file into the zip file."""
        info = ZipInfo(name, self._time)
        info.compress_type = ZIP_STORED if name.endswith(STORED) else ZIP_DEFLATED
        info.create_system = 3  # as on every machine: what may be done with the file stands in Unix's way
        info.external_attr = 0o644 << 16
        self._file.writestr(info, content)


class EasyPage(NamedTuple):
    """A page and whether it is in easy language, as the line about easy language takes it."""

    pk: int
    easy: bool


class Entry(NamedTuple):
    """A chapter as others refer to it: its place in the package, counted from the page that refers to it."""

    key: Any
    title: str
    summary: str
    file: str


class PackagePages:
    """Renders the pages of one book, in the book's language, which must be the active one.

    `scorm` is the version of a package for a learning platform: there each chapter stands alone, because the platform
    leads from one to the next.
    """

    def __init__(self, book: Book, scorm: str = ""):
        self.book = book
        self.scorm = scorm
        self.pictures = Pictures()
        self.scripts = ["scorm.js", "package.js"] if scorm else ["package.js"]

    def file_of(self, chapter: Chapter) -> str:
        """Return the name of a chapter's page in the package."""
        return f"chapters/{chapter.number}.html"

    def chapter(self, chapter: Chapter) -> str:
        """Return a chapter's page."""
        medium = self.book.medium("package", chapter, self.pictures, self._place_beside, up=UP)
        chapters, here = self.book.chapters, chapter.number - 1
        alone = bool(self.scorm)
        context = {
            "chapter": chapter,
            "body": mark_safe(chapter.body.render_as_block({"medium": medium})),
            "notes": chapter.footnotes[1],
            "medium": medium,
            "easy_page": EasyPage(chapter.pk, medium.easy),
            "contents": "" if alone else f"{UP}index.html",
            "previous": self._entry(chapters[here - 1], UP) if here and not alone else None,
            "next": self._entry(chapters[here + 1], UP) if here + 1 < len(chapters) and not alone else None,
            "on_the_web": chapter.short_address,
            "scorm": self.scorm,
            "tries": MOST_TRIES,
            "tries_left": range(1, MOST_TRIES),
        }
        return self._render("chapter.html", UP, self.scripts, context)

    def index(self, *scripts: str) -> str:
        """Return the first page, with the contents; `scripts` come before the package's own."""
        context = {
            "entries": [self._entry(chapter) for chapter in self.book.chapters],
            "medium": Medium("package", self.book.language, picture=self.pictures.place),
            "on_the_web": self.book.short_address,
        }
        return self._render("index.html", "", [*scripts, *self.scripts], context)

    def readme(self) -> str:
        """Return what a person reads who finds the files in a folder; old editors of Windows show it too."""
        text = self._render("readme.txt", "", [], {"scorm": self.scorm})
        return "\ufeff" + text.strip().replace("\n", "\r\n") + "\r\n"

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield `(name, content)` of the style sheet, the icon and the scripts."""
        for name in ("mostik.css", "mostik.svg"):
            yield f"assets/{name}", (STATIC / name).read_bytes()
        for name in self.scripts:
            yield f"assets/{name}", (SCRIPTS / name).read_bytes()

    def write_chapters(self, package: Zip, progress: Progress) -> None:
        """Write the chapters' pages, then all pictures that pages have shown, one at a time."""
        chapters = self.book.chapters
        for number, chapter in enumerate(chapters, 1):
            package.add(self.file_of(chapter), self.chapter(chapter))
            progress(TEXTS * number / len(chapters))
        names = self.pictures.names()
        for number, (name, content) in enumerate(self.pictures, 1):
            package.add(name, content)
            progress(TEXTS + (1 - TEXTS) * number / len(names))

    def _entry(self, chapter: Chapter, up: str = "") -> Entry:
        return Entry(chapter.key, chapter.title, chapter.summary, up + self.file_of(chapter))

    def _place_beside(self, chapter: Chapter) -> str:
        """Return where a link to another chapter leads: on a learning platform to the site, as it alone may open
        lessons.
        """
        return chapter.address if self.scorm else UP + self.file_of(chapter)

    def _render(self, template: str, up: str, scripts: list[str], context: dict[str, Any]) -> str:
        funding = self.book.funding
        if funding:
            logo = up + self.pictures.place(self.book.logo, "small") if self.book.logo else ""
            address = full_address(funding.project_url) if funding.project_url else ""
            funding = funding._replace(logo_url=logo, project_url=address)
        common = {
            "book": self.book,
            "easy": is_easy(self.book.language),
            "funding": funding,
            "up": up,
            "scripts": scripts,
        }
        return render_to_string(f"handbooks/package/{template}", common | context)
