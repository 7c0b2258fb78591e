"""Who asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the network address that a request came from, as the outermost of our own proxies saw it.

    `TRUSTED_PROXIES` says how many proxies of ours stand in front; what a client writes into the header before them is
    not believed.
    """
    chain: list[Any] = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    hops = settings.TRUSTED_PROXIES
    return str(chain[-hops]) if hops and len(chain) >= hops else request.META.get("REMOTE_ADDR", "")
