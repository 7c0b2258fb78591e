"""Periodic tasks about imports."""

from celery import shared_task

from . import services


@shared_task
def remove_old_uploads() -> None:
    """Delete the uploaded files that nobody imported."""
    services.remove_old_uploads()
