"""What the review and the dry run say of a plan."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .identity import without_ids
from .plan import CHANGED, CLOSED, EDITED, NEW, UNCHANGED, Plan, PlannedChapter

WORD = re.compile(r"\w[\w’'-]*")
TAG = re.compile(r"<[^>]*>")

# What is counted in a chapter, and the types of blocks that are.
COUNTED = [
    (gettext_lazy("Headings"), ["heading"]),
    (gettext_lazy("Lists"), ["list", "steps"]),
    (gettext_lazy("Tables"), ["table"]),
    (gettext_lazy("Pictures"), ["picture"]),
    (gettext_lazy("Quotations"), ["quote"]),
    (gettext_lazy("Footnotes"), ["footnote"]),
]


class ChapterRow(NamedTuple):
    """A chapter in the review: what happens to it, how many words and what else it has (in the order of `COUNTED`), and
    whether the editor may choose to replace it.
    """

    key: str
    title: str
    action: str
    words: int
    counts: list[int]
    may_replace: bool


def chapter_rows(plan: Plan) -> list[ChapterRow]:
    """Return the chapters of a plan as they are shown."""
    return [
        ChapterRow(
            str(chapter.key),
            chapter.chapter.title,
            action_of(chapter),
            sum(len(WORD.findall(TAG.sub(" ", text))) for text in _texts(without_ids(chapter.chapter.body))),
            [sum(chapter.counts.get(kind, 0) for kind in kinds) for _label, kinds in COUNTED],
            chapter.state == EDITED,
        )
        for chapter in plan.chapters
    ]


def action_of(planned: PlannedChapter) -> str:
    """Return in words what will happen to a chapter."""
    texts = {
        NEW: _("New"),
        CHANGED: _("Will be updated"),
        UNCHANGED: _("The same as at the last import: stays as it is"),
        CLOSED: _("Locked, or not yours to edit: stays as it is"),
        EDITED: _("Edited since the last import: stays as it is"),
    }
    revision = planned.draft.latest_revision if planned.draft and planned.state == EDITED else None
    if revision is None:
        return texts[planned.state]
    names = {
        "who": revision.user.get_full_name() if revision.user else _("somebody"),
        "day": date_format(localtime(revision.created_at), "DATE_FORMAT"),
    }
    return _("Edited since the last import, by %(who)s on %(day)s: stays as it is") % names


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in ("type", "level", "picture"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value
