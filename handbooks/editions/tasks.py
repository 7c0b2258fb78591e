"""Periodic and sent tasks about files of handbooks."""

from celery import shared_task

from . import building


@shared_task
def build_due() -> None:
    """Make a file whose time has come, and then the next: in between come others' tasks."""
    if building.build_next():
        build_due.delay()


@shared_task
def notice_stale() -> None:
    """Have made anew what changed without its event having come through."""
    building.notice_stale()


@shared_task
def remove_superseded() -> None:
    """Delete files that nobody is offered any more."""
    building.remove_superseded()
