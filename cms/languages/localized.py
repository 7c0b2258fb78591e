"""Rows that exist once a language (organisations, topics, programmes, chosen pages) in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.models import Page

from cms.core.medium import base_language

from .rules import other_level


def in_language(rows: Iterable[Any], language: str, *related: str) -> list[Any]:
    """Return the given rows' versions for a reader of `language`, in the given order; one query, which also reads
    `related` rows.

    Without a version in the language its easy or full variant is taken, else the row itself: a name in another script
    beats no name.
    """
    rows = list(rows)
    if not rows:
        return []
    model = type(rows[0])
    wanted = [language, base_language(language), other_level(language)]
    found: dict[Any, dict[str, Any]] = {}
    for row in model.objects.filter(
        translation_key__in=[row.translation_key for row in rows], locale__language_code__in=wanted
    ).select_related("locale", *related):
        found.setdefault(row.translation_key, {})[row.locale.language_code] = row
    result = []
    for row in rows:
        versions = found.get(row.translation_key, {})
        result.append(next((versions[code] for code in wanted if code in versions), row))
    return result


def live_pages_in(pages: Iterable[Page], language: str) -> list[Page]:
    """Return the live versions of the given pages in exactly this language, in the given order.

    Two queries. What isn't live there is left out.
    """
    keys = [page.translation_key for page in pages]
    found = {
        page.translation_key: page
        for page in Page.objects.live()
        .filter(translation_key__in=keys, locale__language_code=language)
        .select_related("locale", "content_type")
        .specific()
    }
    return [found[key] for key in keys if key in found]


def source_of(page: Page) -> Page:
    """Return the page that holds what has no language: the one in the language everything is written in, else the
    page itself.
    """
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page
    source = (
        type(page)
        .objects.filter(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
        .first()
    )
    return source or page
