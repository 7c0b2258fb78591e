"""Feeds and the catalogue as programs get them."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from cms.core.cache import mark_shared
from cms.core.models import ShortAddress
from cms.core.routing.addresses import address_in, full_address
from cms.languages.versions import home_versions

from . import feeds

ATOM = "application/atom+xml"
CATALOGUE = f"{ATOM};profile=opds-catalog;kind="


def _xml(request: HttpRequest, template: str, context: dict[str, Any], media_type: str = ATOM) -> HttpResponse:
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {"language": language, "site": settings.WAGTAIL_SITE_NAME, "self": full_address(request.path), **context}
    return mark_shared(render(request, f"handbooks/downloads/{template}.xml", context, content_type=media_type))


@require_safe
def editions_feed(request: HttpRequest) -> HttpResponse:
    """Show all editions in a language to feed readers."""
    entries = feeds.edition_entries(feeds.public_handbooks(translation.get_language() or ""))
    name = f"urn:uuid:{uuid5(NAMESPACE_URL, full_address(request.path))}"
    return _xml(
        request,
        "editions",
        {"id": name, "entries": entries, "updated": feeds.updated(entries), "address": full_address(reverse("opds"))},
    )


@require_safe
def handbook_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Show the editions of one handbook to feed readers."""
    key, language = get_object_or_404(ShortAddress, code=code).page_key, translation.get_language() or ""
    page = next((page for page in feeds.public_handbooks(language) if page.translation_key == key), None)
    if page is None:
        raise Http404
    entries = feeds.edition_entries([page])
    updated = feeds.updated(entries) if entries else page.last_published_at or feeds.NEVER
    name = f"urn:uuid:{uuid5(key, f'{language}/editions')}"
    context = {"id": name, "entries": entries, "updated": updated, "handbook": page, "address": full_address(page.url)}
    return _xml(request, "editions", context)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the catalogue's entrance to e-readers: this language's books, and the catalogues of other languages."""
    language = translation.get_language()
    entries = feeds.book_entries(language or "")
    others = [
        {"name": home.name, "language": home.language, "address": full_address(address_in(home.language, "opds"))}
        for home in home_versions()
        if home.language != language
    ]
    context = {"others": others, "updated": feeds.updated(entries), "id": full_address(request.path)}
    return _xml(request, "opds", context, f"{CATALOGUE}navigation")


@require_safe
def catalogue_books(request: HttpRequest, order: str) -> HttpResponse:
    """Show a language's books to e-readers: in the site's order, or the newest first."""
    entries = feeds.book_entries(translation.get_language() or "")
    updated = feeds.updated(entries)
    if order == "new":
        entries.sort(key=lambda entry: entry.updated, reverse=True)
    context = {"entries": entries, "updated": updated, "order": order, "id": full_address(request.path)}
    return _xml(request, "opds_books", context, f"{CATALOGUE}acquisition")
