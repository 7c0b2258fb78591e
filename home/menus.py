"""The site's menus: taken from the page tree, cached until something changes."""

from typing import NamedTuple

from django.apps import apps
from wagtail.models import Page

from cms.core.cache import cached
from cms.core.routing.querysets import root_path


class MenuItem(NamedTuple):
    """A page in a menu."""

    title: str
    address: str


class Menus(NamedTuple):
    """The menus of a language: at the top, at the foot."""

    main: list[MenuItem]
    footer: list[MenuItem]
    home: str


def menus_of(language: str) -> Menus:
    """Return a language's menus (four queries, none when cached)."""
    return cached(f"menus:{language}", lambda: _read(language))


def _read(language: str) -> Menus:
    root = root_path(language)
    home = Page.objects.live().filter(url_path=root).first() if root else None
    if home is None:
        return Menus([], [], "")
    main = Page.objects.child_of(home).live().in_menu().order_by("path").select_related("locale")
    standard = apps.get_model("home", "StandardPage").objects
    footer = standard.child_of(home).live().filter(in_footer=True).order_by("path").select_related("locale")
    return Menus(
        [MenuItem(page.title, page.url or "") for page in main],
        [MenuItem(page.title, page.url or "") for page in footer],
        home.url or "",
    )
