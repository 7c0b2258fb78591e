"""Handbooks to make packages of."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from handbooks.publishing.book import Book, read_book
from handbooks.publishing.formats import all_formats


class Package:
    """A package that was written: its files, its pages."""

    def __init__(self, content: bytes):
        self.content = content
        self.zip = ZipFile(BytesIO(content))

    def names(self) -> list[str]:
        return self.zip.namelist()

    def text(self, name: str) -> str:
        return self.zip.read(name).decode()

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(name), "html.parser")

    def pages(self) -> dict[str, BeautifulSoup]:
        return {name: self.page(name) for name in self.names() if name.endswith(".html")}


@pytest.fixture
def book_of(db) -> Callable[..., Book]:
    """Return a function that reads a handbook as everybody gets it."""

    def read(handbook) -> Book:
        book = read_book(handbook.translation_key, handbook.locale.language_code)
        assert book is not None
        return book

    return read


@pytest.fixture
def package_of() -> Callable[..., Package]:
    """Return a function that writes a book in a format; `steps` collects what is said of the progress."""

    def write(book: Book, name: str, steps: list[float] | None = None) -> Package:
        target = BytesIO()
        all_formats()[name].write(book, target, (steps if steps is not None else []).append)
        return Package(target.getvalue())

    return write
