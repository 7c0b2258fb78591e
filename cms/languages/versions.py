"""A page in its other languages: for the language menu, `hreflang`, and pages that are missing."""

from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.core.cache import cached
from cms.core.medium import base_language, is_easy
from cms.core.routing.addresses import address_in
from cms.core.routing.querysets import nearest_page

from .rules import codes, other_level, own_name, spoken_languages


class Version(NamedTuple):
    """A live page in one language: its tag, the language's own name, its address on this site, its title."""

    language: str
    name: str
    address: str
    title: str


class MenuEntry(NamedTuple):
    """An entry of the language menu: a spoken language, where it leads, whether that is the present page's language,
    and whether only the language's home page exists.
    """

    language: str
    target: str
    name: str
    address: str
    current: bool
    home_only: bool


def _version(page: Page) -> Version:
    code = page.locale.language_code
    return Version(code, own_name(code), page.url or "", page.title)


def versions_of(page_key: UUID) -> list[Version]:
    """Return the live pages with a translation key in the order of the languages (one query, none when cached)."""

    def find() -> list[Version]:
        order = codes()
        pages = Page.objects.live().filter(translation_key=page_key).select_related("locale")
        known = [page for page in pages if page.locale.language_code in order]
        return [_version(page) for page in sorted(known, key=lambda page: order.index(page.locale.language_code))]

    return cached(f"versions:{page_key}", find)


def home_versions() -> list[Version]:
    """Return the live home pages, one a language."""

    def find() -> list[Version]:
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        return versions_of(site.root_page.translation_key) if site else []

    return cached("homes", find)


def versions_of_view(name: str, *args: Any) -> list[Version]:
    """Return a view's address, as a version, in each language that has a home page: for pages outside the page tree."""
    return [home._replace(address=address_in(home.language, name, *args)) for home in home_versions()]


def language_menu(language: str, versions: list[Version]) -> list[MenuEntry]:
    """Return the language menu for a page in `language` that exists as `versions`.

    A language that has only an easy version leads there. One that the page doesn't have, but the site does, leads to
    its home page and says so.
    """
    pages = {version.language: version for version in versions}
    homes = {version.language: version for version in home_versions()}
    entries = []
    for spoken in spoken_languages():
        # Readers of easy language stay in it where they can.
        levels = [other_level(spoken), spoken] if is_easy(language) else [spoken, other_level(spoken)]
        found = next((pages[level] for level in levels if level in pages), None)
        home = next((homes[level] for level in levels if level in homes), None)
        target = found or home
        if target:
            entries.append(
                MenuEntry(
                    spoken,
                    target.language,
                    own_name(spoken),
                    target.address,
                    base_language(language) == spoken and found is not None,
                    found is None,
                )
            )
    return entries


def easy_switch(language: str, versions: list[Version]) -> Version | None:
    """Return the page at the other level of its language: easy for a full page, full for an easy one.

    None if there is none.
    """
    other = other_level(language)
    return next((version for version in versions if version.language == other), None)


def missing_in(language: str, path: str) -> list[Version]:
    """Return the languages in which an address exists that `language` doesn't have.

    `path` is the address behind the language.
    """
    for code in codes():
        found = nearest_page(code, path) if code != language else None
        if found is None:
            continue
        page, remaining = found
        if not remaining:
            return versions_of(page.translation_key)
        # A course may be live where this lesson isn't: then a further language may still have it.
        if hasattr(page, "versions_below") and (versions := page.versions_below(remaining)):
            return versions
    return []


def home_label(language: str) -> str:
    """Return "home page" in a language."""
    with translation.override(language):
        return _("home page")


def default_version(versions: list[Version]) -> Version | None:
    """Return what `hreflang="x-default"` points to: the language that pages are written in, else the first."""
    return next((v for v in versions if v.language == settings.LANGUAGE_CODE), versions[0] if versions else None)
