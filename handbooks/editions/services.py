"""Asking for files, and declaring editions. Making the files is the worker's work (`building`)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cms.core.cache import content_changed
from handbooks.publishing.formats import Format, all_formats

from .models import Build, Edition, Job
from .storing import measure, stored_name

# Editors publish chapter after chapter: the files are made when they pause, and at the latest after a while.
PAUSE = timedelta(seconds=20)
LONGEST_WAIT = timedelta(minutes=5)

PDF = "pdf"


def automatic_formats() -> list[Format]:
    """Return the formats that are made without anybody asking."""
    return [format for format in all_formats().values() if not format.on_request]


@transaction.atomic
def text_changed(*, handbook_key: UUID, language: str) -> None:
    """Have all files of a handbook in a language made anew once its editors pause."""
    now = timezone.now()
    named = {"handbook_key": handbook_key, "language": language}
    Job.objects.bulk_create(
        [Job(**named, format_name=format.name, waiting_since=now) for format in automatic_formats()],
        ignore_conflicts=True,
    )
    jobs = Job.objects.of(handbook_key, language).automatic()
    jobs.filter(waiting_since=None).update(waiting_since=now)
    patient = jobs.filter(waiting_since__gt=now + PAUSE - LONGEST_WAIT)
    patient.update(due_at=now + PAUSE, attempts=0)
    jobs.filter(due_at=None).update(due_at=now + PAUSE, attempts=0)
    wake_workers(PAUSE)


@transaction.atomic
def ask_for(*, handbook_key: UUID, language: str, format_name: str) -> Job:
    """Have one file made as soon as a worker is free. Asking again while it is waited for changes nothing."""
    now = timezone.now()
    job, _made = Job.objects.get_or_create(
        handbook_key=handbook_key, language=language, format_name=format_name, edition=None
    )
    Job.objects.filter(pk=job.pk).update(due_at=now, waiting_since=now, attempts=0)
    wake_workers()
    return job


def wake_workers(wait: timedelta = timedelta()) -> None:
    """Tell the workers, once the running transaction is committed, to look for due rows after a while.

    The message may get lost, and the broker may be gone: the timetable looks for due rows every minute.
    """

    def send() -> None:
        current_app.send_task(
            "handbooks.editions.tasks.build_due", countdown=wait.total_seconds() + bool(wait), retry=False
        )

    transaction.on_commit(send, robust=True)


@transaction.atomic
def declare_edition(
    *, page: Any, number: int, published_on: date, changes: str, by: Any, own_pdf: Any = None
) -> Edition:
    """Declare the live text of a handbook page an edition: its files are made once and stay.

    `own_pdf` is a designer's file that takes the place of our PDF. Raises IntegrityError for a number that is taken.
    """
    edition = Edition.objects.create(
        handbook_key=page.translation_key,
        language=page.language,
        title=page.title,
        number=number,
        published_on=published_on,
        changes=changes,
        declared_by=by,
    )
    if own_pdf is not None:
        attach(edition=edition, pdf=own_pdf)
    now = timezone.now()
    Job.objects.bulk_create(
        Job(
            handbook_key=edition.handbook_key,
            language=edition.language,
            format_name=format.name,
            edition=edition,
            due_at=now,
            waiting_since=now,
        )
        for format in automatic_formats()
        if own_pdf is None or format.name != PDF
    )
    wake_workers()
    content_changed()
    return edition


def attach(*, edition: Edition, pdf: Any) -> Build:
    """Keep a designer's PDF as the edition's."""
    size, sha256 = measure(pdf)
    build = Build(
        handbook_key=edition.handbook_key,
        language=edition.language,
        format_name=PDF,
        edition=edition,
        fingerprint=sha256,
        title=edition.title,
        size=size,
        sha256=sha256,
        text_date=edition.published_on,
        is_attached=True,
    )
    pdf.seek(0)
    build.file.save(stored_name(build, "pdf"), File(pdf), save=False)
    build.save()
    return build
