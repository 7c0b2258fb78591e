"""What accounts show on the page of one's learning."""

from typing import Any

from django.template.loader import render_to_string

from courses.learners.models import Learner

from .services import learners_accounts


def account_of_learner(learner: Learner | None, context: dict[str, Any]) -> str:
    """Return the way to the account, or to one for those who haven't any."""
    account = learner.account if learner else None
    return render_to_string("courses/accounts/mine.html", {**context, "account": account})


def account_to_delete(learner: Learner, context: dict[str, Any]) -> str:
    """Say what becomes of the account of somebody who deletes what they learned; nothing without one."""
    if not learner.account_id:
        return ""
    goes = learners_accounts().filter(pk=learner.account_id).exists()
    return render_to_string("courses/accounts/delete.html", {**context, "account": learner.account, "goes": goes})
