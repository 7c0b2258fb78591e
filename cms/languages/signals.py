"""Which events concern translations."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from wagtail.models import Locale
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from . import services
from .rules import codes


def connect() -> None:
    """Connect the receivers (called once, when the app is ready)."""
    page_published.connect(on_page_published, dispatch_uid="languages-published")
    pre_save.connect(on_translation_save, sender=Translation, dispatch_uid="languages-one-source")
    post_save.connect(on_translation_saved, sender=Translation, dispatch_uid="languages-detached")


def create_locales(**_signal: Any) -> None:
    """Make the locale rows of all configured languages."""
    for code in codes():
        Locale.objects.get_or_create(language_code=code)


def on_page_published(*, instance: Any, **_signal: Any) -> None:
    """Bring sources up to date and note what a translation agrees with."""
    services.source_published(page=instance)
    services.translation_published(page=instance)


def on_translation_save(*, instance: Translation, **_signal: Any) -> None:
    """Refuse a second source for a page's language, whoever tries."""
    if instance._state.adding:
        services.check_source_of(instance)


def on_translation_saved(*, instance: Translation, **_signal: Any) -> None:
    """Note when an editor stops or restarts a page's synchronisation in wagtail-localize's own views."""
    services.note_structure(instance)
