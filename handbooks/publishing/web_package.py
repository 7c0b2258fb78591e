"""The web package: a handbook as a folder of pages that opens without a server and without internet."""

from typing import BinaryIO

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .book import Book
from .formats import Format, Progress, Written
from .package_pages import SCRIPTS, PackagePages, Zip
from .passages import search_index


def write(book: Book, target: BinaryIO, progress: Progress) -> Written:
    """Write the web package into a file: page by page, then picture by picture."""
    with translation.override(book.language), Zip(target, book.text_date) as package:
        pages = PackagePages(book)
        package.add("index.html", pages.index("passages.js", "find.js"))
        package.add("README.txt", pages.readme())
        for name, content in pages.assets():
            package.add(name, content)
        package.add("assets/find.js", (SCRIPTS / "find.js").read_bytes())
        package.add("assets/passages.js", search_index(book))
        pages.write_chapters(package, progress)
    return Written()


FORMATS = (
    Format(
        name="web",
        purpose=_("to read and practise without internet"),
        label=_("Web package"),
        suffix="web.zip",
        media_type="application/zip",
        write=write,
    ),
)
