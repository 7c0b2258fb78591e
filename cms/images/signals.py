"""What follows when a picture is saved."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from .models import CustomImage
from .tasks import prepare_picture


def prepare(instance: CustomImage, **_signal: Any) -> None:
    """Have the worker make the picture's files while the editor writes what it shows."""
    if not instance.is_svg():
        # Not a partial: Django asks for the name of what failed.
        transaction.on_commit(lambda: prepare_picture.delay(instance.pk), robust=True)


def connect() -> None:
    """Listen to what happens to pictures."""
    post_save.connect(prepare, CustomImage)
