"""The passage of a page that matches a search, and where on the page it stands."""

import re
import unicodedata
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORD = re.compile(r"\w+")
CONTEXT = 90
# Vowel signs and the stretching of Arabic letters: readers may copy them, texts hardly have them.
ARABIC_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670]")
# The first letter after the article, which most people type without its hamza.
ARABIC_ALEF = re.compile(r"^(ال)?[اأإآ]")


class Passage(NamedTuple):
    """A piece of text with the words found marked, and the anchor of the block it stands in (empty: the page's
    beginning).
    """

    html: SafeString
    anchor: str


def stems(query: str) -> list[str]:
    """Return the query's words cut to what inflected forms share.

    Bulgarian, Ukrainian and Arabic words change at their ends, the longer ones by more: училище, училищата. Letters are
    composed first, else a mark would end its word.
    """
    query = ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", query))
    words = [word.lower() for word in WORD.findall(query)]
    return [_stem(word) for word in words][:8]


def _stem(word: str) -> str:
    if len(word) > 5:
        return word[: -2 if len(word) < 8 else -3]
    # The two are written for each other: مدرسة, مدرسه.
    return word[:-1] if len(word) > 3 and word[-1] in "ةه" else word


def spellings(word: str) -> list[str]:
    """Return the ways to write the beginning of a word: اقامة is typed for إقامة."""
    match = ARABIC_ALEF.match(word)
    return [f"{match[1] or ''}{alef}{word[match.end() :]}" for alef in "اأإآ"] if match else [word]


def find_passage(page: Any, query: str) -> Passage | None:
    """Return the first passage of a page that holds one of the query's words.

    None if only its title or summary does.
    """
    words = stems(query)
    if not words:
        return None
    beginnings = [re.escape(spelling) for word in words for spelling in spellings(word)]
    pattern = re.compile(rf"\b(?:{'|'.join(beginnings)})\w*", re.I)
    for name in page.body_fields:
        for child in getattr(page, name):
            text = " ".join(str(part) for part in child.block.get_searchable_content(child.value))
            if match := pattern.search(text):
                return Passage(_mark(text, match.start(), pattern), f"b-{child.id[:8]}")
    return None


def _mark(text: str, position: int, pattern: re.Pattern) -> SafeString:
    start = max(0, position - CONTEXT)
    end = min(len(text), position + CONTEXT)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) != -1 else len(text)
    piece = " ".join(text[start:end].split())
    parts, last = [], 0
    for match in pattern.finditer(piece):
        parts += [escape(piece[last : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        last = match.end()
    parts.append(escape(piece[last:]))
    return mark_safe(("… " if start else "") + "".join(parts) + (" …" if end < len(text) else ""))
