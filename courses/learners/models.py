"""Learners, and wrong tries to become one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import LearnerQuerySet, WrongTryQuerySet


class Learner(models.Model):
    """Somebody who learns. Exists from the first answer on; has neither to give a name nor an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="learner",
        verbose_name=_("user account"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    # NULL for those without a code: unique, and an empty text could stand there only once.
    code_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    last_seen_on = models.DateField(_("last seen on"), auto_now_add=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")

    def __str__(self) -> str:
        return self.name or str(self.pk)[:8]


class WrongTry(models.Model):
    """A resume code that doesn't exist was entered. Kept for an hour, to limit guessing."""

    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = WrongTryQuerySet.as_manager()

    class Meta:
        verbose_name = _("wrong try")
        verbose_name_plural = _("wrong tries")

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
