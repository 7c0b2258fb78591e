"""What was imported, and what waits to be."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import ImportDraftQuerySet, ImportedPageQuerySet


class ImportedPage(models.Model):
    """A handbook or chapter that came out of a file. By its key the next import finds it again."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    # What the file said, and what the import wrote: whether the file has changed since, and whether an editor has.
    file_digest = models.CharField(max_length=64, blank=True)
    page_digest = models.CharField(max_length=64, blank=True)
    imported_at = models.DateTimeField(auto_now=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ImportedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)


class ImportDraft(models.Model):
    """An uploaded file between its review and its import.

    It is kept here, where nobody but the uploader gets at it, and for a day at most.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=255)
    file = models.BinaryField()
    # `Document.as_json`: what is reviewed is what is imported.
    document = models.JSONField()
    parent = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded document")
        verbose_name_plural = _("uploaded documents")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
