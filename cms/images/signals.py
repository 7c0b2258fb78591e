"""What follows when a picture is saved."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from .models import CustomImage
from .tasks import prepare_picture


def prepare(instance: CustomImage, **_signal: Any) -> None:
    """Have the worker make the picture's files while the editor writes what it shows."""
    if not instance.is_svg():
        transaction.on_commit(partial(prepare_picture.delay, instance.pk), robust=True)


def connect() -> None:
    """Listen to what happens to pictures."""
    post_save.connect(prepare, CustomImage)
