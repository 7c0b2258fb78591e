"""The worker's side: who is to be told of which edition, and sending it.

An e-mail is taken by moving the time when it is due behind the end of a lease, and marked as sent once the mail server
has it. A worker that is killed in between leaves one e-mail of which nobody knows whether it went out: it is sent again
after the lease, with the same Message-ID, by which mail programs know the copy. All others are sent once.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cms.core.routing.addresses import address_in, full_address
from cms.core.routing.services import short_code
from handbooks.downloads.offers import offers_of, public_page
from handbooks.editions.models import Build, Edition, Job

from .models import Delivery, Subscription
from .services import CONFIRM, LEAVE, token_for

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
# After what time the next attempt comes; after the last one an e-mail is given up.
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]
# Whoever couldn't be told for so long isn't told of old news.
NEWS_FOR = timedelta(days=30)


def send_due() -> int:
    """Send what is due, one e-mail after the other; return how many were sent."""
    announce()
    sent = 0
    while delivery := take():
        sent += deliver(delivery)
    return sent


def announce() -> int:
    """Note who is to be told of the editions whose files are there; return of how many editions.

    Whoever subscribed after an edition was declared knows it.
    """
    told = 0
    for edition in _ready():
        subscribers = Subscription.objects.of(edition.handbook_key, edition.language).confirmed()
        missing = subscribers.filter(confirmed_at__lte=edition.declared_at).exclude(deliveries__edition=edition)
        rows = [Delivery(subscription_id=pk, edition=edition) for pk in missing.values_list("pk", flat=True)]
        if rows:
            Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
            told += 1
    return told


def _ready() -> list[Edition]:
    """Return the new editions that everybody may have with all their files."""
    waiting = Job.objects.filter(Q(current=None) | ~Q(due_at=None), edition=OuterRef("pk"))
    files = Build.objects.filter(edition=OuterRef("pk"))
    new = Edition.objects.filter(~Exists(waiting), Exists(files), declared_at__gt=timezone.now() - NEWS_FOR)
    return [edition for edition in new if public_page(edition.handbook_key, edition.language)]


def take() -> Delivery | None:
    """Take an e-mail that is due, for the time of a lease; None where there is none. None is taken by two workers."""
    while delivery := Delivery.objects.due(timezone.now()).select_related("subscription", "edition").first():
        lease = timezone.now() + LEASE
        mine = Delivery.objects.filter(pk=delivery.pk, due_at=delivery.due_at)
        if mine.update(due_at=lease, attempts=F("attempts") + 1):
            delivery.due_at, delivery.attempts = lease, delivery.attempts + 1
            return delivery
    return None


def deliver(delivery: Delivery) -> bool:
    """Send an e-mail that was taken, and note what came of it; return whether the mail server has it.

    Editions that were withdrawn in the meantime, and addresses that the mail server doesn't know, are given up.
    """
    row = Delivery.objects.filter(pk=delivery.pk)
    try:
        message = message_of(delivery)
        if message is None:
            row.update(due_at=None)
            return False
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("The e-mail %s could not be sent: %s", delivery, type(error).__name__)
        wait = None if _is_final(error) or delivery.attempts > len(WAITS) else WAITS[delivery.attempts - 1]
        row.update(due_at=timezone.now() + wait if wait else None)
        return False
    row.update(due_at=None, sent_at=timezone.now())
    return True


def _is_final(error: Exception) -> bool:
    """Return whether the mail server will say the same tomorrow (RFC 5321, 4.2.1: codes from 500)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code in (550, 551, 553)


def message_of(delivery: Delivery) -> EmailMessage | None:
    """Return the e-mail in the subscriber's language; None where there is nothing to tell any more."""
    subscription, edition = delivery.subscription, delivery.edition
    offer = offers_of(subscription.handbook_key, subscription.language)
    code = short_code(subscription.handbook_key)
    if offer is None or not code or (edition is None and subscription.confirmed_at):
        return None
    language = subscription.language
    leave = full_address(address_in(language, "leave_news", token_for(subscription, LEAVE)))
    context = {
        "title": offer.title,
        "address": full_address(offer.address),
        "downloads": full_address(address_in(language, "all_downloads", code)),
        "confirm": full_address(address_in(language, "confirm_news", token_for(subscription, CONFIRM))),
        "leave": leave,
        "edition": edition,
    }
    name = "edition" if edition else "confirm"
    with translation.override(language):
        subject = render_to_string(f"handbooks/subscriptions/email/{name}_subject.txt", context)
        text = render_to_string(f"handbooks/subscriptions/email/{name}_message.txt", context)
    host = settings.BASE_URL.partition("//")[2].partition(":")[0].partition("/")[0]
    headers = {"Message-ID": f"<{delivery.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if edition:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(" ".join(subject.split()), text, to=[subscription.email], headers=headers)
