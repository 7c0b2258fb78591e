"""Receiving forms of learners: sent by our own page, from a device that keeps the cookie.

The first form only gets a cookie and is asked for once more (status 307, which repeats it with all it holds); nothing
is written until the cookie has come back, else a double tap makes two learners.
"""

import functools
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.core.same_origin import Sender, sender_of

from . import cookie
from .models import Learner
from .services import get_or_make_learner

CAME_BACK = "again"
TOKEN = "confirmed"
TOKEN_MAX_AGE = 3600

_confirmed = signing.TimestampSigner(salt="courses.learners.confirmed")

View = Callable[..., HttpResponse]


def form_of_learner(view: View) -> View:
    """Guard a view that receives a learner's form: it gets `request.learner`.

    Its request is not checked by Django's CSRF token, which public pages can't carry, but by who sent it. Where the
    browser doesn't say, the learner is asked to press a button.
    """

    @csrf_exempt
    @never_cache
    @require_POST
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _refuse(request)
        if refused is not None:
            return refused
        present, others = cookie.ids_on_device(request)
        if present is None:
            if CAME_BACK in request.GET:
                return _page(request, "courses/learning/cookies_refused.html", 400)
            repeat = redirect(f"{request.path}?{CAME_BACK}=1", preserve_request=True)
            cookie.remember(repeat, uuid4(), others)
            return repeat
        request.learner = get_or_make_learner(present)  # type: ignore[attr-defined]
        try:
            response = view(request, *args, **kwargs)
        except Learner.DoesNotExist:
            # Deleted in this very moment, in another tab.
            return redirect("learning")
        if not response.cookies:
            cookie.remember(response, request.learner.pk, others)  # type: ignore[attr-defined]
        return response

    return guarded


def own_form(view: View) -> View:
    """Guard a view that receives a form from anybody: only from our own pages, with or without a learner."""

    @csrf_exempt
    @never_cache
    @require_POST
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refuse(request) or view(request, *args, **kwargs)

    return guarded


def _refuse(request: HttpRequest) -> HttpResponse | None:
    """Return the page for a form that was not sent by one of ours, None if it was."""
    sender = sender_of(request)
    if sender is Sender.FOREIGN:
        return _page(request, "courses/learning/foreign.html", 403)
    if sender is Sender.UNKNOWN and not _is_confirmed(request):
        return _page(request, "courses/learning/confirm.html", 200, token=_confirmed.sign(_who(request)))
    return None


def _who(request: HttpRequest) -> str:
    # Somebody else's page could fetch a token for itself, but not one for this learner.
    return str(cookie.ids_on_device(request)[0] or cookie.NOBODY)


def _is_confirmed(request: HttpRequest) -> bool:
    try:
        who = _confirmed.unsign(request.POST.get(TOKEN, ""), max_age=TOKEN_MAX_AGE)
    except signing.BadSignature:
        return False
    # The first form was confirmed before the cookie was given.
    return who == _who(request) or (who == cookie.NOBODY and CAME_BACK in request.GET)


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """Show a page that holds everything which was sent, so that nothing is lost."""
    sent = [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]
    return render(request, template, {"sent": sent, "action": request.path, **context}, status=status)
