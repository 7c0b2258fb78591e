"""Periodic tasks of the platform."""

from celery import shared_task
from django.core.management import call_command

from . import cache


@shared_task
def publish_scheduled() -> None:
    """Publish and unpublish pages whose time has come."""
    call_command("publish_scheduled")


@shared_task
def notice_unannounced_changes() -> None:
    """Drop cached pages if a change was made whose event got lost."""
    cache.notice_unannounced_changes()
