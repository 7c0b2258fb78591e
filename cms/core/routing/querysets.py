"""Which page an address means."""

from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from cms.core.models import ShortAddress

# A page's tree path has 255 characters, four a level.
MAX_DEPTH = 63


def root_path(language: str) -> str | None:
    """Return the tree path of a language's home page (`/home/`), live or not.

    None if the language has none. Cached by Wagtail.
    """
    return next((root.root_path for root in Site.get_site_root_paths() if root.language_code == language), None)


def nearest_page(language: str, path: str) -> tuple[Page, list[str]] | None:
    """Return the live page with the longest path that `path` begins with, and what remains of the path.

    `path` is the address behind the language (`courses/a/b/`). Two queries, whatever the depth. None if the language
    has no live page there.
    """
    root = root_path(language)
    if root is None:
        return None
    components = [component for component in path.split("/") if component]
    # PostgreSQL refuses texts with null bytes.
    if len(components) > MAX_DEPTH or "\x00" in path:
        return None
    candidates = [root]
    for component in components:
        candidates.append(f"{candidates[-1]}{component}/")
    found = (
        Page.objects.live()
        .filter(url_path__in=candidates, locale__language_code=language)
        .select_related("locale", "content_type")
        .order_by("-depth")
        .first()
    )
    if found is None:
        return None
    page = found.specific
    page.locale = found.locale
    return page, components[candidates.index(found.url_path) :]


def live_versions(page_key: Any) -> list[Page]:
    """Return the live pages with a translation key, one a language, in the order in which languages are configured."""
    order = [code for code, _name in settings.LANGUAGES]
    pages = Page.objects.live().filter(translation_key=page_key).select_related("locale", "content_type").specific()
    known = [page for page in pages if page.locale.language_code in order]
    return sorted(known, key=lambda page: order.index(page.locale.language_code))


def page_key_of(code: str) -> Any | None:
    """Return the translation key that a short address stands for, None for an unknown code.

    Case and look-alikes don't matter.
    """
    readable = code.lower().replace("0", "o").replace("1", "l")
    row = ShortAddress.objects.filter(code__in=[code, readable, code.lower()]).first()
    return row.page_key if row else None
