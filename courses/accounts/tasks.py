"""Tasks of accounts."""

from celery import shared_task

from . import services


@shared_task
def remove_unused_accounts() -> None:
    """Delete the accounts of learning that nobody uses."""
    services.remove_unused_accounts()
