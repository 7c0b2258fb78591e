"""Periodic and sent tasks about e-mails of new editions."""

from celery import shared_task

from . import sending, services


@shared_task
def send_due() -> None:
    """Send the e-mails that are due."""
    sending.send_due()


@shared_task
def remove_unconfirmed() -> None:
    """Delete the addresses that nobody confirmed."""
    services.remove_unconfirmed()
