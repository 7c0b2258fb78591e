"""Periodic and sent tasks about files of handbooks."""

from celery import shared_task

from . import building


@shared_task
def build_due() -> None:
    """Make the files whose time has come."""
    building.build_due()


@shared_task
def notice_stale() -> None:
    """Have made anew what changed without its event having come through."""
    building.notice_stale()


@shared_task
def remove_superseded() -> None:
    """Delete files that nobody is offered any more."""
    building.remove_superseded()
