"""Writing learners."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from . import codes
from .models import Learner, WrongTry
from .querysets import WINDOW

# 66 bits can't be guessed within these limits: a thousand tries an hour take 10¹³ years.
MOST_TRIES_BY_ADDRESS = 20
MOST_TRIES_IN_ALL = 1000

_also_deleted: list[Callable[[Learner, Mapping[str, str]], None]] = []


class TooManyTries(Exception):
    """Too many wrong codes were entered within the last hour."""


def get_or_make_learner(learner_id: UUID) -> Learner:
    """Return the learner whom a cookie names; makes the row if it is their first answer."""
    learner = Learner.objects.known_as(learner_id)
    if learner is None:
        learner, _made = Learner.objects.get_or_create(pk=learner_id)
    note_seen(learner=learner)
    return learner


def note_seen(*, learner: Learner) -> None:
    """Note that a learner is still there: whoever isn't for long is removed."""
    today = timezone.localdate()
    if learner.last_seen_on != today:
        learner.last_seen_on = today
        learner.save(update_fields=["last_seen_on"])


@transaction.atomic
def delete_learner(*, learner: Learner, choices: Mapping[str, str]) -> None:
    """Delete a learner with all answers and progress, and the learners that were merged into this one.

    `choices` is what the learner says of the things that upper apps ask about (`also_delete`).
    """
    # The lock lets an answer on its way be kept first and deleted with the others.
    for found in Learner.objects.select_for_update().filter(pk=learner.pk):
        _delete(found, choices)


def _delete(learner: Learner, choices: Mapping[str, str]) -> None:
    for remove in _also_deleted:
        remove(learner, choices)
    learner.delete()


def also_delete(remove: Callable[[Learner, Mapping[str, str]], None]) -> None:
    """Register what an upper app has to do when a learner is deleted: `remove(learner, choices)`, before it and within
    the same transaction. Of somebody who is removed as idle there are no choices.
    """
    _also_deleted.append(remove)


def remove_idle_learners() -> int:
    """Delete the learners who haven't learned for long, and return how many there were."""
    return sum(_remove_if_idle(pk) for pk in list(Learner.objects.idle().values_list("pk", flat=True)))


@transaction.atomic
def _remove_if_idle(pk: UUID) -> bool:
    # Each in a transaction of its own, so that answers needn't wait; somebody may have come back just now.
    learner = Learner.objects.idle().select_for_update().filter(pk=pk).first()
    if learner is not None:
        _delete(learner, {})
    return learner is not None


@transaction.atomic
def give_code(*, learner: Learner) -> str:
    """Give a learner a new resume code and return it (digits only); the old one is worth nothing from now on."""
    code = codes.new_code()
    Learner.objects.filter(merged_into=learner).update(code_digest=None)
    Learner.objects.filter(pk=learner.pk).update(code_digest=codes.digest(code))
    return code


def learner_with_code(*, text: str, address: str) -> Learner | None:
    """Return the learner whose resume code somebody typed, None for a wrong one.

    `address` is where the request came from. Raises TooManyTries, for a right code too.
    """
    address_digest = salted_hmac("courses.learners.address", address, secret=settings.SECRET_KEY).hexdigest()
    recent = WrongTry.objects.recent()
    if (
        recent.filter(address_digest=address_digest).count() >= MOST_TRIES_BY_ADDRESS
        or recent.count() >= MOST_TRIES_IN_ALL
    ):
        raise TooManyTries
    code = codes.read_code(text)
    learner = Learner.objects.with_code(code) if code else None
    if code and learner is None:
        WrongTry.objects.create(address_digest=address_digest)
        WrongTry.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    return learner
