"""Which events make the cached pages stale."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.images.models import AbstractImage
from wagtail.models import ModelLogEntry, PageLogEntry, TranslatableMixin
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtailmedia.models import AbstractMedia

from .cache import content_changed
from .routing.services import give_short_address


def connect() -> None:
    """Connect the receivers (called once, when the app is ready).

    Wagtail's audit log gets a row for nearly every act of an editor, redirects and sites included. What it doesn't log
    (recordings, translated snippets) and what code does to pages and pictures comes through their own signals.
    """
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(content_changed, dispatch_uid=f"content-changed-{id(signal)}")
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(content_changed, sender=model, dispatch_uid=f"content-changed-{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(on_row_changed, dispatch_uid=f"content-changed-row-{id(signal)}")
    # A new release has migrated, and its templates make other pages.
    post_migrate.connect(content_changed, sender=apps.get_app_config("core"), dispatch_uid="content-changed-release")
    page_published.connect(give_short_address, dispatch_uid="short-address")


def on_row_changed(*, instance: Any, **_signal: Any) -> None:
    """Forget what is cached when something that pages show was saved or deleted."""
    if isinstance(instance, (TranslatableMixin, AbstractImage, AbstractMedia)):
        content_changed()
