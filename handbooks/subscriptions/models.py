"""Who wants to know of a handbook's new editions, and the e-mails that tell them.

Like an edition, a subscription names its handbook by content key and language.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from handbooks.editions.models import Edition

from .querysets import DeliveryQuerySet, RequestQuerySet, SubscriptionQuerySet


class Subscription(models.Model):
    """An e-mail address that wants to know of the new editions of a handbook in a language.

    Until it is confirmed, anybody may have written it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handbook_key = models.UUIDField(_("handbook"))
    language = models.CharField(_("language"), max_length=20)
    email = models.EmailField(_("e-mail address"))
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["email", "handbook_key", "language"], name="one_subscription_an_address")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Delivery(models.Model):
    """An e-mail to a subscriber: about an edition, or (without one) the question whether the address is theirs.

    The row is written before anything is sent and stays afterwards, so nobody is told twice. `due_at` says from when
    the e-mail is to be sent; None once it was sent or given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="deliveries")
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscription", "edition"], name="one_email_an_edition"),
            models.UniqueConstraint(fields=["subscription"], condition=Q(edition=None), name="one_question"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Request(models.Model):
    """That somebody asked for a subscription. Kept for a day, to limit how many e-mails can be caused."""

    network_digest = models.CharField(max_length=64)
    email_digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a subscription")
        verbose_name_plural = _("requests for subscriptions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
