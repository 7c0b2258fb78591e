"""What tests of printed handbooks ask for: the words that come out of a file again, its structure."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from bs4 import BeautifulSoup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

# Marks of direction, joiners and soft hyphens belong to no word.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]")
WORD = re.compile(r"[^\W\d_]{2,}")


def words(text: str) -> Counter[str]:
    """Count the words of a text; letters are letters, whatever form they are printed in."""
    return Counter(WORD.findall(INVISIBLE.sub("", normalize("NFKC", text))))


def text_of(reader: PdfReader) -> str:
    """Return what programs read in a file, page after page."""
    return "\n".join(page.extract_text() for page in reader.pages)


def recovered(html: str, reader: PdfReader) -> float:
    """Return the share of the words of a page that can be read in the file made of it."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["head", "title"]):
        hidden.decompose()
    wanted = words(soup.get_text(" "))
    return (wanted & words(text_of(reader))).total() / wanted.total()


def elements(reader: PdfReader | PdfWriter) -> Iterator[DictionaryObject]:
    """Yield the elements that give a file its structure, in the order of reading."""
    root = reader.trailer["/Root"] if isinstance(reader, PdfReader) else reader.root_object
    waiting: list[Any] = [root["/StructTreeRoot"].get("/K")]
    while waiting:
        found = waiting.pop()
        found = found.get_object() if found is not None else None
        if isinstance(found, list):
            waiting += reversed(found)
        elif isinstance(found, DictionaryObject):
            yield found
            waiting.append(found.get("/K"))
