"""What an import would do to the pages that are there: the answer of the review, of the dry run, and of the import."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Page

from handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage

from .document import Chapter, Document
from .identity import LEAST_ALIKE, chapter_keys, digest_of, key_of, likeness
from .models import ImportedPage

NEW, CHANGED, UNCHANGED, EDITED, CLOSED = "new", "changed", "unchanged", "edited", "closed"


@dataclass
class PlannedChapter:
    """A chapter of a file and the page that it is or will be.

    `state`: new; changed in the file; unchanged since the last import; edited on the site since then, so that it stays
    as it is unless somebody wants otherwise; closed to whoever imports (locked, or not theirs to edit).
    """

    key: UUID
    chapter: Chapter
    digest: str
    state: str
    imported: ImportedPage | None = None
    draft: ChapterPage | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many blocks of each type it has."""
        kinds = [block["type"] for block in self.chapter.body]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def is_written(self, replace: set[UUID]) -> bool:
        """Return whether the import writes it, if the edited chapters with these keys are to be replaced."""
        return self.state in (NEW, CHANGED) or (self.state == EDITED and self.key in replace)


@dataclass
class Plan:
    """A whole import. `handbook` is None where there will be a new one; `left_over` are the chapters of an earlier
    import that the file no longer has: they stay.
    """

    parent: Page
    key: UUID
    handbook: HandbookPage | None
    chapters: list[PlannedChapter] = field(default_factory=list)
    left_over: list[Page] = field(default_factory=list)

    def states(self, *states: str) -> list[PlannedChapter]:
        """Return the chapters in one of these states."""
        return [chapter for chapter in self.chapters if chapter.state in states]


def plan_import(*, document: Document, parent: Page, user: Any) -> Plan:
    """Return what importing a document below a page would do, for a user; None may do everything (a command)."""
    parent = parent.specific
    if isinstance(parent, HandbookIndexPage):
        key = key_of(parent.translation_key, parent.locale.language_code, document.title)
        known = ImportedPage.objects.by_key([key]).get(key)
        handbook = known.page.specific if known else None
    else:
        handbook = parent
        known = ImportedPage.objects.filter(page=handbook).first()
        key = known.key if known else key_of(handbook.translation_key, handbook.locale.language_code)
    plan = Plan(parent, key, handbook)
    keys = chapter_keys(key, [chapter.title for chapter in document.chapters])
    found = ImportedPage.objects.by_key(keys)
    before = list(ImportedPage.objects.chapters_of(handbook)) if handbook else []
    unclaimed = [row for row in before if row.key not in found]
    for chapter_key, chapter in zip(keys, document.chapters, strict=True):
        row = found.get(chapter_key)
        draft = draft_of(row) if row else None
        if row is None:
            row, draft = _renamed(chapter, unclaimed)
            unclaimed = [other for other in unclaimed if other is not row]
        digest = digest_of(chapter.title, chapter.body)
        state = _state(row, draft, digest, user)
        plan.chapters.append(PlannedChapter(chapter_key, chapter, digest, state, row, draft))
    plan.left_over = [row.page for row in unclaimed]
    return plan


def draft_of(row: ImportedPage) -> ChapterPage:
    """Return what an editor would see of an imported chapter."""
    page: ChapterPage = row.page.specific.get_latest_revision_as_object()
    return page


def page_digest(page: ChapterPage) -> str:
    """Return the hash of what a page says."""
    return digest_of(page.title, list(page.body.get_prep_value()))


def _state(row: ImportedPage | None, draft: ChapterPage | None, digest: str, user: Any) -> str:
    if row is None or draft is None:
        return NEW
    is_edited = page_digest(draft) != row.page_digest
    if digest == row.file_digest and not is_edited:
        return UNCHANGED
    rights = draft.permissions_for_user(user) if user else None
    if rights and (not rights.can_edit() or rights.page_locked()):
        return CLOSED
    return EDITED if is_edited else CHANGED


def _renamed(chapter: Chapter, rows: list[ImportedPage]) -> tuple[ImportedPage | None, ChapterPage | None]:
    """Return the chapter of an earlier import that has most of this one's text under another title."""
    drafts = [(row, draft_of(row)) for row in rows] if chapter.body else []
    ranked = [(_likeness(chapter, draft), row, draft) for row, draft in drafts]
    best = max(ranked, key=lambda one: one[0], default=None)
    return (best[1], best[2]) if best and best[0] >= LEAST_ALIKE else (None, None)


def _likeness(chapter: Chapter, draft: ChapterPage) -> float:
    return likeness(chapter.body, list(draft.body.get_prep_value()))
