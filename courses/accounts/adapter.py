"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.learners import cookie

from .services import arrive

MINE = "what_was_learned_here_is_mine"
# Learning goes on by the learner's cookie; the session is for the account's page only.
SESSION_SECONDS = 3600


def go_on_here(request: HttpRequest, response: HttpResponse, account: Any, *, is_mine: bool) -> None:
    """Make the account's learner the present one of the device; `is_mine` as in `arrive`."""
    present, others = cookie.ids_on_device(request)
    learner, left = arrive(account=account, device=present, is_mine=is_mine)
    cookie.remember(response, learner.pk, [*([left.pk] if left else []), *others])


class AccountAdapter(DefaultAccountAdapter):
    """Whoever logs in goes on as the account's learner."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code. Compare each digit."),
        "too_many_login_attempts": _("Too many tries. Wait some minutes, then ask for a new code."),
        "rate_limited": _("Too many tries. Wait some minutes, then ask for a new code."),
    }

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: public pages show no such messages, and they would come as a cookie."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to what somebody has learned."""
        return reverse("learning")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Lead back: a closed account is like none."""
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in for an hour: on a shared phone nobody else shall change the account."""
        super().login(request, user)
        request.session.set_expiry(SESSION_SECONDS)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Set the cookie of the account's learner."""
        response = super().post_login(request, user, **kwargs)
        go_on_here(request, response, user, is_mine=request.session.pop(MINE, False))
        return response


class PasskeyAdapter(DefaultMFAAdapter):
    """A passkey spares the code and is no second step: whoever loses the phone still gets in by e-mail."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Ask nobody for a second step."""
        return False
