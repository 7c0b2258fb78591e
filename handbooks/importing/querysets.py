"""Reading what was imported."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from wagtail.models import Page


class ImportedPageQuerySet(models.QuerySet[Any]):
    """Pages that came out of files."""

    def by_key(self, keys: Iterable[UUID]) -> dict[UUID, Any]:
        """Return those with these keys."""
        return {row.key: row for row in self.filter(key__in=list(keys)).select_related("page")}

    def chapters_of(self, handbook: Page) -> "ImportedPageQuerySet":
        """Return the chapters of a handbook that came out of files, in their order."""
        return self.filter(page__in=handbook.get_children()).select_related("page").order_by("page__path")


class ImportDraftQuerySet(models.QuerySet[Any]):
    """Files that wait for somebody to look at the review."""

    def of(self, user: Any) -> "ImportDraftQuerySet":
        """Return those that a user has uploaded, without the files themselves until they are asked for."""
        return self.filter(created_by=user).defer("file")

    def created_before(self, moment: datetime) -> "ImportDraftQuerySet":
        """Return those that are older."""
        return self.filter(created_at__lt=moment)
