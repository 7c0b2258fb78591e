"""Subscribing, confirming, leaving. Sending is the worker's work (`sending`)."""

from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Delivery, Request, Subscription
from .querysets import CONFIRM_WITHIN, WINDOW

# Within a day. An organisation's office or a mobile network stands behind one network address.
MOST_BY_EMAIL = 3
MOST_BY_NETWORK = 30
MOST_IN_ALL = 2000

CONFIRM = "handbooks.subscriptions.confirm"
LEAVE = "handbooks.subscriptions.leave"


class TooManyRequests(Exception):
    """Too many subscriptions were asked for within the last day."""


@transaction.atomic
def ask(*, handbook_key: UUID, language: str, email: str, network: str) -> None:
    """Note that an address wants to know of new editions, and ask it by e-mail whether that is so.

    `network` is the network address that the request came from. Nothing that the caller sees tells whether the address
    was known. Raises TooManyRequests for the network, and silently asks no address more often than the limit.
    """
    email = email.lower()
    network_digest, email_digest = _digest(network), _digest(email)
    recent = Request.objects.recent()
    if recent.filter(network_digest=network_digest).count() >= MOST_BY_NETWORK or recent.count() >= MOST_IN_ALL:
        raise TooManyRequests
    asked = recent.filter(email_digest=email_digest).count()
    Request.objects.create(network_digest=network_digest, email_digest=email_digest)
    Request.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    if asked >= MOST_BY_EMAIL:
        return
    subscription, _made = Subscription.objects.get_or_create(email=email, handbook_key=handbook_key, language=language)
    if subscription.confirmed_at is None:
        Subscription.objects.filter(pk=subscription.pk).update(asked_at=timezone.now())
        # The question is asked anew: its link may have run out, or the e-mail got lost.
        subscription.deliveries.filter(edition=None).delete()
        Delivery.objects.create(subscription=subscription)
    wake_workers()


def confirm(*, token: str) -> Subscription | None:
    """Confirm a subscription by the link that was sent; None where it leads to none (any more)."""
    subscription = with_token(token, CONFIRM)
    if subscription is not None:
        Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    return subscription


def leave(*, token: str) -> None:
    """Delete a subscription with its address. Once more changes nothing."""
    subscription = with_token(token, LEAVE)
    if subscription is not None:
        subscription.delete()


def leave_all(*, email: str) -> None:
    """Delete all subscriptions of an address whose owner asks for it."""
    Subscription.objects.with_address(email).delete()


def token_for(subscription: Subscription, purpose: str) -> str:
    """Return what proves in a link that somebody got our e-mail: `CONFIRM` is good for a while, `LEAVE` for ever."""
    return signing.dumps(str(subscription.pk), salt=purpose)


def with_token(token: str, purpose: str) -> Subscription | None:
    """Return the subscription that a link is about; None for a link that is wrong or too old, or once it is left."""
    try:
        pk = signing.loads(token, salt=purpose, max_age=CONFIRM_WITHIN if purpose == CONFIRM else None)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(pk=pk).first()


def remove_unconfirmed() -> int:
    """Delete the addresses that nobody confirmed, and return how many there were."""
    Request.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    return Subscription.objects.forgotten().delete()[1].get("subscriptions.Subscription", 0)


def wake_workers() -> None:
    """Tell the workers, once the running transaction is committed, to send what is due.

    The message may get lost: the timetable looks every minute.
    """

    def send() -> None:
        current_app.send_task("handbooks.subscriptions.tasks.send_due", retry=False)

    transaction.on_commit(send, robust=True)


def _digest(text: str) -> str:
    return salted_hmac("handbooks.subscriptions", text, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
