"""Periodic tasks about answers."""

from celery import shared_task

from . import services


@shared_task
def remove_unused_versions() -> None:
    """Delete the snapshots of questions that no answer refers to any more."""
    services.remove_unused_versions()
