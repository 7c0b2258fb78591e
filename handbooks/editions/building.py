"""The worker's side: taking a row that is due, making its file, putting it in the place of the one before.

A worker may die at any moment: its lease runs out, and another worker begins anew. A file is offered only after all of
it is stored, because the row that names it is written last.
"""

import errno
import logging
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from cms.core.cache import cache, content_changed, content_version
from cms.core.pdf import PdfEngineMissing
from handbooks.models import HandbookPage
from handbooks.publishing.book import Book, fingerprint, read_book
from handbooks.publishing.problems import ContentProblem
from handbooks.publishing.release import release

from .models import Attempt, Build, Job
from .services import automatic_formats, text_changed
from .storing import measure, stored_files, stored_name

logger = logging.getLogger(__name__)

# How long a worker is believed to be alive without saying so.
LEASE = timedelta(minutes=5)
# After what time the next attempt comes.
WAITS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3)]
KEPT = timedelta(days=1)
SECONDS_BETWEEN_REPORTS = 1.0
SWEPT = "editions-swept"

WORKER_STOPPED = gettext_noop("The program that makes the files was stopped in the middle. It begins anew.")
DISK_FULL = gettext_noop("There is no room left on the server's disk. Please tell whoever runs the server.")
NO_ENGINE = gettext_noop("The server lacks what makes PDF files. Please tell whoever runs the server.")
UNKNOWN = gettext_noop("Something went wrong that isn't in the text (%(error)s). Please tell whoever runs the server.")
GONE = gettext_noop("This kind of file is no longer made.")


class LeaseLost(Exception):
    """Another worker has the row now."""


def build_next() -> bool:
    """Make one file whose time has come; return whether there was one."""
    job = take()
    if job is not None:
        make(job)
    return job is not None


def take() -> Job | None:
    """Take a row that is due, for the time of a lease; None where there is none. No row is taken twice."""
    while job := Job.objects.due(timezone.now()).select_related("edition").first():
        lease, now = uuid.uuid4(), timezone.now()
        mine = Job.objects.due(now).filter(pk=job.pk, due_at=job.due_at)
        if mine.order_by().update(lease=lease, lease_until=now + LEASE, attempts=job.attempts + 1, progress=0):
            job.lease, job.attempts = lease, job.attempts + 1
            job.log.filter(ended_at=None).update(ended_at=now, problem=WORKER_STOPPED)
            return job
    return None


def make(job: Job) -> None:
    """Make the file of a row that was taken, and note what came of it."""
    attempt = Attempt.objects.create(job=job)
    try:
        with translation.override(job.language):
            build = _build(job)
    except LeaseLost:
        logger.warning("Another worker took over %s", job)
    except ContentProblem as problem:
        _fail(job, attempt, problem.text, problem.values, problem.chapter)
    except PdfEngineMissing:
        _fail(job, attempt, NO_ENGINE)
    except OSError as error:
        logger.exception("%s could not be made", job)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        _fail(job, attempt, DISK_FULL if full else UNKNOWN, {} if full else {"error": type(error).__name__})
    except Exception as error:
        logger.exception("%s could not be made", job)
        _fail(job, attempt, UNKNOWN, {"error": type(error).__name__})
    else:
        _finish(job, attempt, build)


def _build(job: Job) -> Build | None:
    """Return the file for the text as it is now: the one that is there, else a new one. None without a live text."""
    book = read_book(job.handbook_key, job.language, str(job.edition.number) if job.edition else "")
    if book is None:
        return None
    if job.format is None:
        raise ContentProblem(GONE)
    mark = mark_of(book)
    there = Build.objects.of(job.handbook_key, job.language).filter(
        format_name=job.format_name, edition=job.edition, **({} if job.edition else {"fingerprint": mark})
    )
    found = there.first()
    if found is not None and found.file.storage.exists(found.file.name):
        return found
    made = _write(job, book, mark)
    try:
        with transaction.atomic():
            if found is not None:
                # Its row is there, its file was lost.
                found.delete()
            made.save()
    except IntegrityError:
        # Another worker was faster with the same text.
        made.file.delete(save=False)
        return there.get()
    return made


def _write(job: Job, book: Book, mark: str) -> Build:
    format = job.format
    assert format is not None
    with tempfile.TemporaryFile() as target:
        written = format.write(book, target, _reporter(job))
        size, sha256 = measure(target)
        build = Build(
            handbook_key=job.handbook_key,
            language=job.language,
            format_name=job.format_name,
            edition=job.edition,
            fingerprint=mark,
            title=book.title,
            size=size,
            sha256=sha256,
            pages=written.pages,
            text_date=book.text_date,
        )
        target.seek(0)
        build.file.save(stored_name(build, format.suffix), File(target), save=False)
    return build


def mark_of(book: Book) -> str:
    """Return the fingerprint of everything a book's files are made of: the book, the code."""
    return fingerprint(book, release())


def _reporter(job: Job) -> Callable[[float], None]:
    """Return what tells editors how much is done, and others that this worker is alive. Raises LeaseLost."""
    last = 0.0

    def report(share: float) -> None:
        nonlocal last
        if time.monotonic() - last < SECONDS_BETWEEN_REPORTS:
            return
        last = time.monotonic()
        mine = Job.objects.filter(pk=job.pk, lease=job.lease)
        if not mine.update(progress=round(100 * min(max(share, 0), 1)), lease_until=timezone.now() + LEASE):
            raise LeaseLost

    return report


@transaction.atomic
def _finish(job: Job, attempt: Attempt, build: Build | None) -> None:
    ends: dict[str, Any] = {"lease": None, "lease_until": None, "progress": 100, "attempts": 0}
    ends |= {"problem": "", "problem_values": {}, "problem_place": "", "current": build}
    if not Job.objects.filter(pk=job.pk, lease=job.lease).update(**ends):
        return
    # Whoever published in the meantime has moved the time: the row stays due.
    Job.objects.filter(pk=job.pk, due_at=job.due_at).update(due_at=None, waiting_since=None)
    attempt.ended_at, attempt.is_done = timezone.now(), True
    attempt.save()
    content_changed()


@transaction.atomic
def _fail(job: Job, attempt: Attempt, problem: str, values: dict[str, str] | None = None, place: str = "") -> None:
    said = {"problem": problem, "problem_values": values or {}, "problem_place": place}
    if not Job.objects.filter(pk=job.pk, lease=job.lease).update(lease=None, lease_until=None, **said):
        return
    wait = WAITS[min(job.attempts, len(WAITS)) - 1]
    Job.objects.filter(pk=job.pk, due_at=job.due_at).update(due_at=timezone.now() + wait)
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=timezone.now(), **said)


def notice_stale() -> int:
    """Have made anew what changed without its event having come through: compare fingerprints; return how many texts.

    Nothing is read while nothing changed.
    """
    version = f"{content_version()}:{release()}"
    if cache.get(SWEPT) == version:
        return 0
    stale = 0
    for key, language in HandbookPage.objects.live().values_list("translation_key", "locale__language_code"):
        with translation.override(language):
            book = read_book(key, language)
        if book is None:
            continue
        mark = mark_of(book)
        jobs = Job.objects.of(key, language).automatic().select_related("current")
        known = {job.format_name: job for job in jobs}
        for format in automatic_formats():
            job = known.get(format.name)
            if job is None or (job.due_at is None and (job.current is None or job.current.fingerprint != mark)):
                text_changed(handbook_key=key, language=language)
                stale += 1
                break
    cache.set(SWEPT, version, timeout=None)
    return stale


def remove_superseded() -> int:
    """Delete files that were replaced long enough ago for every download to have ended, and remains of workers that
    died; return how many.
    """
    before, removed = timezone.now() - KEPT, 0
    for build in Build.objects.superseded(before):
        build.delete()
        build.file.delete(save=False)
        removed += 1
    known = set(Build.objects.values_list("file", flat=True))
    storage = Build._meta.get_field("file").storage
    for name in stored_files():
        if name not in known and storage.get_modified_time(name) < before:
            storage.delete(name)
            removed += 1
    Attempt.objects.filter(began_at__lt=timezone.now() - timedelta(days=90)).delete()
    return removed
