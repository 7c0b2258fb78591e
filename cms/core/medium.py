"""The form that content is rendered for.

A block never asks where it is: it gets a `Medium` in its template context. What differs in another medium stands in
`x_block.<medium>.html` beside `x_block.html` (see `cms.core.blocks.base`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

SIMPLE_SUFFIX = "-simple"

# Whose templates a medium takes, the first that exists: an e-reader is read like paper, from front to back.
VARIANTS = {"book": ("book", "print")}


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
    """One rendering: its name (`web`, `lesson`, `print`, `book`, `package`), its language tag, inner links resolved
    beforehand by page id, numbers of footnotes by block id, and what the app that serves it knows of the exercises.

    A file that is read away from the site also says where its pictures stand (`picture` of an image and a size),
    what comes before addresses on the site (`origin`), and what before anchors, where several texts share a page
    (`anchors`).
    """

    name: str = "web"
    language: str = settings.LANGUAGE_CODE
    links: Mapping[int, PageLink] = field(default_factory=dict)
    footnotes: Mapping[str, list[int]] = field(default_factory=dict)
    exercises: Any = None
    picture: Callable[[Any, str], str] | None = None
    origin: str = ""
    anchors: str = ""

    @property
    def easy(self) -> bool:
        """Whether readers of easy language are served: one sentence a line, no hyphenation."""
        return is_easy(self.language)
