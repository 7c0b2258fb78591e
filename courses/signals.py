"""Which events concern courses."""

from typing import Any

from django.db import transaction
from wagtail.signals import page_slug_changed

from handbooks.models import ChapterPage

from . import services


def connect() -> None:
    """Connect the receivers (called once, when the app is ready)."""
    page_slug_changed.connect(on_chapter_renamed, sender=ChapterPage, dispatch_uid="courses-renamed")


def on_chapter_renamed(*, instance: Any, instance_before: Any, **_signal: Any) -> None:
    """Keep the old addresses of a renamed chapter's lessons."""
    transaction.on_commit(
        lambda: services.redirect_renamed_lessons(chapter=instance, old_slug=instance_before.slug), robust=True
    )
