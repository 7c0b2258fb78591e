"""Periodic tasks about learners."""

from celery import shared_task

from . import services


@shared_task
def remove_idle_learners() -> None:
    """Delete the learners who haven't learned for long."""
    services.remove_idle_learners()
