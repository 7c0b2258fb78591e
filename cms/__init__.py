"""The platform. Celery's application is loaded with it: whoever sends a task must know the broker."""

from .celery import app as celery_app

__all__ = ["celery_app"]
