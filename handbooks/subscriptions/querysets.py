"""Reading subscriptions, e-mails to send, and who asked for them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from handbooks.editions.querysets import OfHandbookQuerySet

# How long the link that confirms a subscription is good, and an address that nobody confirmed is kept.
CONFIRM_WITHIN = timedelta(days=3)
WINDOW = timedelta(days=1)


class SubscriptionQuerySet(OfHandbookQuerySet):
    """Subscriptions."""

    def confirmed(self) -> "SubscriptionQuerySet":
        """Return those whose owner said that the address is theirs."""
        return self.exclude(confirmed_at=None)

    def forgotten(self) -> "SubscriptionQuerySet":
        """Return those that can't be confirmed any more."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRM_WITHIN)

    def with_address(self, email: str) -> "SubscriptionQuerySet":
        """Return those of an e-mail address."""
        return self.filter(email=email.lower())


class DeliveryQuerySet(models.QuerySet[Any]):
    """E-mails that were sent or are to be."""

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Return those whose time has come, the oldest first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")


class RequestQuerySet(models.QuerySet[Any]):
    """Who asked for a subscription."""

    def recent(self) -> "RequestQuerySet":
        """Return those of the last day."""
        return self.filter(at__gt=timezone.now() - WINDOW)
