"""Writing accounts."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.users.models import User
from courses.learners.models import Learner
from courses.practice.services import merge_learners
from handbooks.subscriptions.services import leave_all


def learners_accounts() -> QuerySet[User]:
    """Return the accounts that serve learning only: without password, group or other rights."""
    return get_user_model().objects.filter(
        is_staff=False, is_superuser=False, groups=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )


@transaction.atomic
def get_or_make_account(*, email: str) -> User | None:
    """Return the account of an e-mail address; makes one for a new address.

    None if the account was closed. Nobody has proven yet that the address is theirs.
    """
    users = get_user_model().objects
    user = users.filter(email__iexact=email).first()
    if user is None:
        user, _made = users.get_or_create(email=email.lower(), defaults={"password": UNUSABLE_PASSWORD_PREFIX})
    if not user.is_active:
        return None
    EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})
    return user


@transaction.atomic
def arrive(*, account: User, device: UUID | None, is_mine: bool) -> tuple[Learner, Learner | None]:
    """Return the learner as whom somebody goes on after logging in, and whom they leave on the device.

    `device` is the learner whom the device's cookie names; `is_mine` whether that is the same person: then both are
    put together and nobody is left. What belongs to another account is left alone, whatever `is_mine` says.
    """
    # Two devices may log in at once: one after the other.
    get_user_model().objects.select_for_update().get(pk=account.pk)
    learner = Learner.objects.filter(account=account).first()
    here = Learner.objects.known_as(device) if device else None
    if here is None or here == learner:
        return learner or Learner.objects.create(account=account), None
    if not is_mine or here.account_id:
        return learner or Learner.objects.create(account=account), here
    if learner is None:
        here.account = account
        here.save(update_fields=["account"])
        return here, None
    return merge_learners(into=learner, other=here), None


def delete_account(learner: Learner, choices: Mapping[str, str]) -> None:
    """Delete a learner's account with the learner, unless it is also one for the site's editors and trainers; and what
    its e-mail address subscribed to.
    """
    if learner.account is not None:
        leave_all(email=learner.account.email)
        learners_accounts().filter(pk=learner.account.pk).delete()


def remove_unused_accounts() -> int:
    """Delete the accounts of learning that have no learner since a day ago: an address that nobody has confirmed, or a
    learner who didn't come back. Return how many there were.
    """
    yesterday = timezone.now() - timedelta(days=1)
    unused = learners_accounts().filter(learner=None, date_joined__lt=yesterday, emailaddress__isnull=False)
    return unused.delete()[1].get("users.User", 0)
