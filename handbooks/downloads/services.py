"""Counting downloads."""

import re

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.core.client import address_of
from handbooks.editions.models import Build

from .models import DownloadCount

# Programs say in their name what they are, browsers and e-readers begin with Mozilla or name themselves otherwise.
PROGRAM = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor|scan|^$|^(curl|wget|python|go-http|java)/", re.I)
AGAIN_SECONDS = 3600


def counts(request: HttpRequest, build: Build) -> bool:
    """Return whether a request is to be counted: not from a program that reads the web, not the same file again from
    the same device within an hour.

    What tells devices apart is kept for that hour, as a digest that can't be turned back without the site's secret.
    """
    if request.method != "GET" or PROGRAM.search(request.headers.get("User-Agent", "")):
        return False
    device = f"{address_of(request)}\n{request.headers.get('User-Agent', '')}\n{build.pk}"
    digest = salted_hmac("handbooks.downloads", device, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
    return cache.add(f"download:{digest}", 1, timeout=AGAIN_SECONDS)


def count(build: Build) -> None:
    """Count a download; any number at once are all counted."""
    named = {
        "handbook_key": build.handbook_key,
        "language": build.language,
        "format_name": build.format_name,
        "edition": build.edition,
        "day": timezone.localdate(),
    }
    if not _add_one(named):
        try:
            with transaction.atomic():
                DownloadCount.objects.create(**named, count=1)
        except IntegrityError:
            # Somebody else was the first of the day.
            _add_one(named)


def _add_one(named: dict) -> bool:
    return bool(DownloadCount.objects.filter(**named).update(count=F("count") + 1))
