"""What editors see of a handbook's files."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from handbooks.models import ChapterPage, HandbookPage
from handbooks.publishing.formats import Format, all_formats

from .models import Edition, Job

# The timetable looks every minute: what waits for longer waits for a worker that isn't there.
PATIENCE = timedelta(minutes=3)


class State(NamedTuple):
    """A format's state: `name` is one of `missing`, `waiting`, `stuck`, `running`, `failed`, `ready`; `chapter` is the
    page that a problem is about.
    """

    format: Format
    name: str
    job: Job | None
    chapter: Any = None


class EditionState(NamedTuple):
    """An edition and the states of its files."""

    edition: Edition
    states: list[State]


def state_name(job: Job | None) -> str:
    """Return in which state a row is."""
    now = timezone.now()
    if job is None:
        return "missing"
    if job.is_running:
        return "running"
    if job.due_at is not None and job.due_at < now - PATIENCE:
        return "stuck"
    if job.problem:
        return "failed"
    if job.due_at is not None:
        return "waiting"
    return "ready" if job.current else "missing"


def states_of(page: HandbookPage) -> list[State]:
    """Return the states of all formats of a handbook page."""
    jobs = {job.format_name: job for job in _jobs(page).automatic()}
    return [_state(page, format, jobs.get(format.name)) for format in all_formats().values()]


def editions_of(page: HandbookPage) -> list[EditionState]:
    """Return a handbook page's editions with the states of their files."""
    jobs = list(_jobs(page).exclude(edition=None))
    editions = Edition.objects.of(page.translation_key, page.language).prefetch_related("builds")
    return [
        EditionState(
            edition,
            [
                _state(page, format, job)
                for job in jobs
                if job.edition_id == edition.pk and (format := job.format) is not None
            ],
        )
        for edition in editions
    ]


def _jobs(page: HandbookPage) -> Any:
    return Job.objects.of(page.translation_key, page.language).select_related("current").prefetch_related("log")


def _state(page: HandbookPage, format: Format, job: Job | None) -> State:
    place = job.problem_place if job else ""
    chapter = ChapterPage.objects.child_of(page).filter(title=place).first() if place else None
    return State(format, state_name(job), job, chapter)


def needing_care() -> list[tuple[Any, list[State]]]:
    """Return the handbook pages of which a file failed or waits too long, with the states concerned."""
    now = timezone.now()
    jobs = (Job.objects.failed() | Job.objects.overdue(now - PATIENCE).order_by()).select_related("current")
    found: dict[tuple, list[Job]] = {}
    for job in jobs.order_by("pk"):
        found.setdefault((job.handbook_key, job.language), []).append(job)
    rows = []
    for (key, language), concerned in found.items():
        page = HandbookPage.objects.filter(translation_key=key, locale__language_code=language).first()
        states = [_state(page, job.format, job) for job in concerned if page and job.format]
        if states:
            rows.append((page, states))
    return rows
