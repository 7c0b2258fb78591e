"""The learner's cookie: signed ids of the learners on this device, the present one first.

Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5); it is renewed with every answer.
"""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

MAX_AGE = 400 * 24 * 3600
MOST_LEARNERS = 6
NOBODY = "-"

_signer = signing.Signer(salt="courses.learners.cookie")


def ids_on_device(request: HttpRequest) -> tuple[UUID | None, list[UUID]]:
    """Return the id of the present learner (None if nobody has answered yet) and those of others on the device.

    A cookie that somebody has tampered with counts as none.
    """
    try:
        present, *others = _signer.unsign(request.COOKIES.get(settings.LEARNER_COOKIE_NAME, "")).split(".")
        return None if present == NOBODY else UUID(hex=present), [UUID(hex=other) for other in others]
    except (signing.BadSignature, ValueError):
        return None, []


def remember(response: HttpResponse, present: UUID | None, others: Iterable[UUID] = ()) -> None:
    """Set the cookie. `others` are kept so that they can take over again; the oldest is left out if there are many."""
    kept = [other.hex for other in others if other != present][: MOST_LEARNERS - 1]
    value = _signer.sign(".".join([present.hex if present else NOBODY, *kept]))
    response.set_cookie(
        settings.LEARNER_COOKIE_NAME,
        value,
        max_age=MAX_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(settings.LEARNER_COOKIE_NAME, samesite="Lax")
