"""What is stored about a learner's account, for the learner's own download."""

from typing import Any

from allauth.mfa.models import Authenticator

from courses.learners.models import Learner
from handbooks.subscriptions.models import Subscription


def account_in_words(learner: Learner) -> dict[str, Any] | None:
    """Return a learner's e-mail address, what it subscribed to, and passkeys; None without an account."""
    if learner.account is None:
        return None
    keys = Authenticator.objects.filter(user=learner.account_id).order_by("created_at")
    return {
        "email": learner.account.email,
        "since": learner.account.date_joined,
        "last_login": learner.account.last_login,
        "subscriptions": list(
            Subscription.objects.with_address(learner.account.email)
            .order_by("asked_at")
            .values("handbook_key", "language", "asked_at", "confirmed_at")
        ),
        "passkeys": [{"name": str(key), "since": key.created_at, "last_used": key.last_used_at} for key in keys],
    }
