"""Work on pictures that nobody should wait for."""

from celery import shared_task

from .models import CustomImage
from .renditions import make_renditions


@shared_task
def prepare_picture(pk: int) -> None:
    """Make a picture's files; it may be gone in the meantime. If the message gets lost, its first reader waits."""
    if image := CustomImage.objects.filter(pk=pk).first():
        make_renditions(image)
