"""Editions of a handbook, the files that were made of it, and the jobs that make them.

Everything names its handbook by content key and language, so it outlives a page that is moved or made anew.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handbooks.publishing.formats import Format, all_formats

from .querysets import BuildQuerySet, JobQuerySet, OfHandbookQuerySet


def private_storage() -> Any:
    """Return where the files lie: only the application hands them out."""
    return storages["private"]


class Edition(models.Model):
    """A handbook in one language as an editor declared it: its files never change."""

    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    title = models.CharField(_("title"), max_length=255, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    published_on = models.DateField(_("date"), default=timezone.localdate)
    changes = models.TextField(_("what changed"), blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)

    objects = OfHandbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["handbook_key", "language", "number"], name="one_edition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Build(models.Model):
    """A file of a handbook: made of the text that its fingerprint names, or brought by a designer for an edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    format_name = models.CharField(_("format"), max_length=20)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="builds", verbose_name=_("edition")
    )
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=255)
    file = models.FileField(storage=private_storage, max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    text_date = models.DateField(_("date of the text"))
    made_at = models.DateTimeField(default=timezone.now)
    is_attached = models.BooleanField(_("brought by a designer"), default=False)

    objects = BuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a handbook")
        verbose_name_plural = _("files of handbooks")
        constraints = [
            models.UniqueConstraint(
                fields=["handbook_key", "language", "format_name", "fingerprint"],
                condition=Q(edition=None),
                name="one_build_a_fingerprint",
            ),
            models.UniqueConstraint(
                fields=["edition", "format_name"], condition=~Q(edition=None), name="one_file_of_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.format_name}, {self.language})"

    @property
    def format(self) -> Format | None:
        """What kind of file it is; None for a format that no longer exists."""
        return all_formats().get(self.format_name)


class Problem(models.Model):
    """What went wrong: a marked text with placeholders, so that everybody reads it in their language, and the chapter
    it is about.
    """

    problem = models.TextField(_("what went wrong"), blank=True)
    problem_values = models.JSONField(default=dict, blank=True)
    problem_place = models.CharField(_("where"), max_length=255, blank=True)

    class Meta:
        abstract = True

    @property
    def problem_text(self) -> str:
        """What went wrong, in the active language."""
        return gettext(self.problem) % self.problem_values if self.problem else ""


class Job(Problem):
    """That a file is to be made. The row is the job: a message to the workers only wakes them up.

    `due_at` says from when it is to be done (None: nothing to do), `waiting_since` when the first of the changes came
    that it is waiting for. A worker that has it holds it until `lease_until`, by its own `lease`.
    """

    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    format_name = models.CharField(_("format"), max_length=20)
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="jobs", verbose_name=_("edition")
    )
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(_("percent done"), default=0)
    current = models.ForeignKey(Build, models.SET_NULL, null=True, blank=True, related_name="current_of")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("file to make")
        verbose_name_plural = _("files to make")
        constraints = [
            models.UniqueConstraint(
                fields=["handbook_key", "language", "format_name"], condition=Q(edition=None), name="one_automatic_job"
            ),
            models.UniqueConstraint(
                fields=["edition", "format_name"], condition=~Q(edition=None), name="one_job_of_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handbook_key} ({self.format_name}, {self.language})"

    @property
    def format(self) -> Format | None:
        """What kind of file it makes; None for a format that no longer exists."""
        return all_formats().get(self.format_name)

    @property
    def is_running(self) -> bool:
        """Whether a worker has it now."""
        return self.lease_until is not None and self.lease_until >= timezone.now()


class Attempt(Problem):
    """What came of one attempt to make a file: the log that editors read."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="log")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.job}: {self.began_at:%Y-%m-%d %H:%M}"
