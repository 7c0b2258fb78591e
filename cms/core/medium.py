"""The form that content is rendered for.

A block never asks where it is: it gets a `Medium` in its template context. What differs in another medium stands in
`x_block.<medium>.html` beside `x_block.html` (see `cms.core.blocks.base`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

SIMPLE_SUFFIX = "-simple"


def is_easy(language: str) -> bool:
    """Return whether a language tag names easy language (`bg-simple`)."""
    return language.endswith(SIMPLE_SUFFIX)


def base_language(language: str) -> str:
    """Return the spoken language of a tag: `bg` for `bg` and for `bg-simple`."""
    return language.removesuffix(SIMPLE_SUFFIX)


@dataclass(frozen=True)
class PageLink:
    """Where an inner link leads: an address and, if it leaves the reader's language, the language it leads to."""

    url: str
    language: str = ""


@dataclass(frozen=True)
class Medium:
    """One rendering: its name (`web`, `lesson`), its language tag, inner links resolved beforehand by page id, numbers
    of footnotes by block id, and what the app that serves it knows of the reader's exercises.
    """

    name: str = "web"
    language: str = settings.LANGUAGE_CODE
    links: Mapping[int, PageLink] = field(default_factory=dict)
    footnotes: Mapping[str, list[int]] = field(default_factory=dict)
    exercises: Any = None

    @property
    def easy(self) -> bool:
        """Whether readers of easy language are served: one sentence a line, no hyphenation."""
        return is_easy(self.language)
