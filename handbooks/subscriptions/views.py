"""Subscribing to a handbook's new editions, confirming that, and leaving.

The page with the form is the same for everybody, so it can't carry a CSRF token. None of these forms does what a
session allows: a foreign page could misuse nothing but the visitor's network address, and its forms are refused.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.cache import mark_shared
from cms.core.client import address_of
from cms.core.models import ShortAddress
from cms.core.routing.addresses import address_in
from cms.core.same_origin import Sender, sender_of
from cms.languages.versions import Version, versions_of
from handbooks.downloads.offers import LanguageOffer, offers_of

from . import services
from .forms import SubscribeForm

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


def _offer(code: str) -> tuple[UUID, LanguageOffer]:
    """Return the public handbook that a code stands for in the active language."""
    key = get_object_or_404(ShortAddress, code=code).page_key
    offer = offers_of(key, translation.get_language() or "")
    if offer is None:
        raise Http404
    return key, offer


def _versions(key: UUID, code: str) -> list[Version]:
    return [version._replace(address=address_in(version.language, "news", code)) for version in versions_of(key)]


@csrf_exempt
@reads_and_posts
def subscribe(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an e-mail address; send a link there that confirms the subscription."""
    key, offer = _offer(code)
    context: dict[str, Any] = {"offer": offer, "code": code, "versions": _versions(key, code)}
    template = "handbooks/subscriptions/subscribe.html"
    if request.method != "POST":
        return mark_shared(render(request, template, context | {"form": SubscribeForm()}))
    if sender_of(request) is Sender.FOREIGN:
        return render(request, "handbooks/subscriptions/foreign.html", context, status=403)
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return render(request, template, context | {"form": form}, status=422)
    try:
        services.ask(
            handbook_key=key, language=offer.language, email=form.cleaned_data["email"], network=address_of(request)
        )
    except services.TooManyRequests:
        return render(request, template, context | {"form": form, "too_many": True}, status=429)
    return redirect("news_asked", code)


@require_safe
def asked(request: HttpRequest, code: str) -> HttpResponse:
    """Say that an e-mail is on its way: the same whether or not the address was known."""
    key, offer = _offer(code)
    context = {"offer": offer, "versions": _versions(key, code)}
    return mark_shared(render(request, "handbooks/subscriptions/asked.html", context))


@csrf_exempt
@never_cache
@reads_and_posts
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a press on a button (programs that check e-mails follow links), then confirm the subscription."""
    if request.method == "POST":
        subscription, done = services.confirm(token=token), True
    else:
        subscription, done = services.with_token(token, services.CONFIRM), False
    offer = offers_of(subscription.handbook_key, subscription.language) if subscription else None
    context = {"offer": offer, "done": done, "leave": ""}
    if subscription is not None:
        context["leave"] = services.token_for(subscription, services.LEAVE)
    return render(request, "handbooks/subscriptions/confirm.html", context, status=200 if offer else 404)


@csrf_exempt
@never_cache
@reads_and_posts
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a press on a button, then forget the address. A mail program's own button posts here (RFC 8058)."""
    if request.method == "POST":
        services.leave(token=token)
        return render(request, "handbooks/subscriptions/left.html")
    subscription = services.with_token(token, services.LEAVE)
    if subscription is None:
        return render(request, "handbooks/subscriptions/left.html")
    offer = offers_of(subscription.handbook_key, subscription.language)
    return render(request, "handbooks/subscriptions/leave.html", {"offer": offer})
