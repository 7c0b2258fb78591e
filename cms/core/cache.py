"""Thin caches that are never stale: every key carries the content's version.

Events (publishing, deleting, saving a snippet or picture) change the version; that is a hint that may get lost with a
dying process. The truth is the fingerprint of the audit log, which a minutely task compares
(`notice_unannounced_changes`).
"""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.models import ModelLogEntry, PageLogEntry

VERSION_KEY = "content-version"
FINGERPRINT_KEY = "content-fingerprint"


def content_version() -> str:
    """Return the name of the content's present state; it is new after every change."""
    version = cache.get(VERSION_KEY)
    if version is None:
        version = uuid.uuid4().hex
        # `add` keeps the version that another process made in the meantime.
        if not cache.add(VERSION_KEY, version, timeout=None):
            version = cache.get(VERSION_KEY) or version
    return version


def content_changed(**_signal: Any) -> None:
    """Forget everything cached from the content once the running transaction is committed.

    Serves as a signal receiver.
    """
    transaction.on_commit(_new_version, robust=True)


def _new_version() -> None:
    cache.set(VERSION_KEY, uuid.uuid4().hex, timeout=None)


def content_fingerprint() -> str:
    """Return a fingerprint of all that editors did, from Wagtail's audit log (two queries)."""
    last = [model.objects.aggregate(last=Max("pk"))["last"] for model in (PageLogEntry, ModelLogEntry)]
    return repr(last)


def notice_unannounced_changes() -> bool:
    """Drop the caches if something changed without its event having come through; return whether it did."""
    now, before = content_fingerprint(), cache.get(FINGERPRINT_KEY)
    cache.set(FINGERPRINT_KEY, now, timeout=None)
    if before in (None, now):
        return False
    _new_version()
    return True


def cached(name: str, make: Callable[[], Any]) -> Any:
    """Return `make()`, kept until the content changes. `name` must say everything that the value depends on."""
    key = f"part:{content_version()}:{hashlib.sha256(name.encode()).hexdigest()}"
    missing = object()
    value = cache.get(key, missing)
    if value is missing:
        value = make()
        cache.set(key, value, timeout=settings.PAGE_CACHE_SECONDS)
    return value


def is_anonymous_read(request: HttpRequest) -> bool:
    """Return whether a request can be answered with what everybody gets: it only reads, and brings no session or
    learner cookie.
    """
    return request.method in ("GET", "HEAD") and not request.COOKIES.keys() & {
        settings.SESSION_COOKIE_NAME,
        settings.LEARNER_COOKIE_NAME,
    }


def mark_shared(response: HttpResponse) -> HttpResponse:
    """Mark a response as the same for everybody: browsers ask again with the ETag, proxies may keep it until purged."""
    patch_cache_control(response, public=True, max_age=0, s_maxage=settings.PROXY_CACHE_SECONDS)
    response.is_shared = True  # type: ignore[attr-defined]
    return response


class PageCacheMiddleware:
    """Keeps whole anonymous pages that were marked with `mark_shared`; a hit costs no database query.

    Stands outside of sessions and log-in, so a page that reads neither sets no cookie and varies on none. Query
    strings are part of the key and are not kept, because anybody can make up any number of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_anonymous_read(request):
            response = self.get_response(request)
            if getattr(response, "is_shared", False):
                response.headers["Cache-Control"] = "private, no-store"
            return response
        if request.META.get("QUERY_STRING"):
            return self.get_response(request)
        address = hashlib.sha256(request.build_absolute_uri().encode()).hexdigest()
        key = f"page:{content_version()}:{address}"
        stored = cache.get(key)
        if stored is not None:
            content, status, headers = stored
            return HttpResponse(content, status=status, headers=headers)
        response = self.get_response(request)
        if getattr(response, "is_shared", False) and not response.streaming and not response.cookies:
            cache.set(
                key, (response.content, response.status_code, dict(response.headers)), settings.PAGE_CACHE_SECONDS
            )
        return response
