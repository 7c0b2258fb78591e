"""Whether a form was sent from our own pages, without a cookie to prove it.

Public pages are the same for everybody, so they can't carry a CSRF token; what browsers say about the sender stands in
for it (OWASP CSRF prevention cheat sheet, "Fetch metadata" and "Verifying origin with standard headers").
"""

from enum import Enum
from urllib.parse import urlsplit

from django.http import HttpRequest


class Sender(Enum):
    """Where a request comes from."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def sender_of(request: HttpRequest) -> Sender:
    """Return who sent a request: `Sec-Fetch-Site` tells, else the host in `Origin`, else the one in `Referer`.

    `Origin: null` (a sandboxed frame, a file) is foreign. Phones that send none of the headers are unknown.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site != "none":
        return Sender.OURS if site == "same-origin" else Sender.FOREIGN
    address = request.headers.get("Origin") or request.headers.get("Referer")
    if not address:
        return Sender.UNKNOWN
    return Sender.OURS if urlsplit(address).netloc == request.get_host() else Sender.FOREIGN
