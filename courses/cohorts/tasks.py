"""Periodic tasks about cohorts."""

from celery import shared_task

from . import services


@shared_task
def remove_expired_evidence() -> None:
    """Delete the evidence of attendance that no funder may ask for any more."""
    services.remove_expired_evidence()
