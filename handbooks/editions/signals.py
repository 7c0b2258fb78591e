"""Which events make files stale. They are hints: the fingerprints that the timetable compares are the truth."""

from typing import Any

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from handbooks.models import ChapterPage, HandbookPage

from . import services


def connect() -> None:
    """Connect the receivers (called once, when the app is ready)."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        for model in (ChapterPage, HandbookPage):
            signal.connect(on_text_changed, sender=model, dispatch_uid=f"editions-{id(signal)}-{model.__name__}")


def on_text_changed(*, instance: Any, **_signal: Any) -> None:
    """Have the files of a handbook, or of a chapter's handbook, made anew."""
    handbook = instance if isinstance(instance, HandbookPage) else instance.get_parent()
    services.text_changed(handbook_key=handbook.translation_key, language=instance.locale.language_code)
