"""Importing: a file is read and kept for its review, and becomes drafts when somebody says so."""

import json
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.images.models import CustomImage
from handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage

from .archive import Archive
from .document import Document
from .identity import with_ids, with_pictures
from .models import ImportDraft, ImportedPage
from .pictures import PictureSource, store_picture
from .plan import NEW, Plan, PlannedChapter, page_digest, plan_import
from .reading import read_file

KEPT = timedelta(days=1)


def may_import(page: Page, user: Any) -> bool:
    """Return whether a user may import below a page: a list of handbooks, or a handbook, where they may add pages."""
    kinds = (HandbookIndexPage, HandbookPage)
    return issubclass(page.specific_class or Page, kinds) and page.permissions_for_user(user).can_add_subpage()


def keep_upload(*, parent: Page, file_name: str, content: bytes, user: Any) -> ImportDraft:
    """Read an uploaded file and keep it for its review; raises UnreadableFile, and then keeps nothing."""
    document = read_file(file_name, content, parent.locale.language_code)
    return ImportDraft.objects.create(
        file_name=file_name[-255:], file=content, document=document.as_json(), parent=parent, created_by=user
    )


def remove_old_uploads() -> int:
    """Delete the files that nobody imported for a day; return how many."""
    count: int = ImportDraft.objects.created_before(timezone.now() - KEPT).delete()[0]
    return count


def import_upload(*, draft: ImportDraft, replace: Iterable[UUID], user: Any) -> HandbookPage | None:
    """Import an uploaded file, which is then forgotten. None if it was imported already: a double tap counts once."""
    with transaction.atomic():
        if not ImportDraft.objects.select_for_update().filter(pk=draft.pk).exists():
            return None
        handbook = import_document(
            document=Document.from_json(draft.document),
            file_name=draft.file_name,
            content=bytes(draft.file),
            parent=draft.parent,
            replace=replace,
            user=user,
        )
        draft.delete()
    return handbook


def import_document(
    *, document: Document, file_name: str, content: bytes, parent: Page, replace: Iterable[UUID], user: Any
) -> HandbookPage:
    """Write a document's chapters as drafts and return their handbook, which is made below a list of handbooks.

    Chapters that were edited since they were imported are written only if `replace` names their keys. All or nothing:
    after an error neither a row nor a file is left. Raises PermissionDenied for a user who may not add pages there; no
    user may do everything (a command).
    """
    if user and not may_import(parent, user):
        raise PermissionDenied
    with _all_or_no_files() as stored, transaction.atomic():
        # Two people import the same at once: one after the other.
        Page.objects.select_for_update().get(pk=parent.pk)
        plan = plan_import(document=document, parent=parent, user=user)
        if user and plan.handbook and not may_import(plan.handbook, user):
            raise PermissionDenied
        writer = _Writer(plan, document, PictureSource(_archive(file_name, content)), user, stored)
        return writer.write(set(replace))


@contextmanager
def _all_or_no_files() -> Any:
    """Collect the pictures whose files are stored, and remove the files again if the rows don't stay."""
    stored: list[CustomImage] = []
    try:
        yield stored
    except BaseException:
        for image in stored:
            image.file.storage.delete(image.file.name)
        raise


def _archive(file_name: str, content: bytes) -> Archive | None:
    return Archive(BytesIO(content)) if file_name.lower().endswith((".docx", ".zip")) else None


class _Writer:
    """Writes one import, inside a transaction."""

    def __init__(
        self, plan: Plan, document: Document, pictures: PictureSource, user: Any, stored: list[CustomImage]
    ) -> None:
        self.plan = plan
        self.document = document
        self.pictures = pictures
        self.user = user
        self.stored = stored
        self.keys: dict[str, int] = {}

    def write(self, replace: set[UUID]) -> HandbookPage:
        handbook = self.plan.handbook or self._new_handbook()
        before: Page | None = None
        for planned in self.plan.chapters:
            if planned.is_written(replace):
                before = self._write_chapter(handbook, planned, before)
            elif planned.draft is not None:
                before = planned.draft
        return handbook

    def _new_handbook(self) -> HandbookPage:
        parent = self.plan.parent
        page = HandbookPage(
            title=self.document.title,
            subtitle=self.document.subtitle,
            live=False,
            locale=parent.locale,
            owner=self.user,
        )
        parent.add_child(instance=page)
        self._log_new(page)
        ImportedPage.objects.create(page=page, key=self.plan.key, imported_by=self.user)
        return page

    def _write_chapter(self, handbook: HandbookPage, planned: PlannedChapter, before: Page | None) -> ChapterPage:
        old = list(planned.draft.body.get_prep_value()) if planned.draft else []
        body = with_pictures(planned.chapter.body, self._picture)
        body = json.dumps(with_ids(body, planned.key, old))
        if planned.draft is None:
            page = ChapterPage(
                title=planned.chapter.title, body=body, live=False, locale=handbook.locale, owner=self.user
            )
            self._place(handbook, page, before)
            self._log_new(page)
        else:
            page = planned.draft
            page.title, page.body = planned.chapter.title, body
            page.save_revision(user=self.user, log_action=True)
        ImportedPage.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "key": planned.key,
                "file_digest": planned.digest,
                "page_digest": page_digest(page),
                "imported_by": self.user,
            },
        )
        return page

    def _place(self, handbook: HandbookPage, page: ChapterPage, before: Page | None) -> None:
        """Add a new page behind the chapter that is before it in the file; the first one before all others."""
        # What was added meanwhile has changed the tree.
        first = handbook.get_children().first()
        if before is not None and before.get_parent().pk == handbook.pk:
            Page.objects.get(pk=before.pk).add_sibling(pos="right", instance=page)
        elif first is not None and self.plan.chapters[0].state == NEW and before is None:
            first.add_sibling(pos="left", instance=page)
        else:
            HandbookPage.objects.get(pk=handbook.pk).add_child(instance=page)

    def _log_new(self, page: Any) -> None:
        page.save_revision(user=self.user)
        log(instance=page, action="wagtail.create", user=self.user, content_changed=True)

    def _picture(self, digest: str) -> int:
        if digest not in self.keys:
            address = self.document.pictures[digest]
            name = _("Picture") if address.startswith("data:") else address.rpartition("/")[2]
            image = store_picture(
                content=self.pictures.read(address),
                title=f"{self.document.title}: {name}",
                user=self.user,
                stored=self.stored.append,
            )
            self.keys[digest] = image.pk
        return self.keys[digest]
