"""Logging in and out, and the account's page."""

import json
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.account import LogoutView

from cms.languages.versions import versions_of_view
from courses.learners import cookie
from courses.learners.forms import own_form
from courses.learners.models import Learner
from courses.progress import learner_of

from .adapter import MINE, go_on_here
from .forms import CodeForm, LogInForm


class PrivatePageMixin:
    """A page about one person; the language menu leads to the view `in_menu` of other languages."""

    in_menu = "account"

    @method_decorator(never_cache)
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Answer, and let nobody keep the answer."""
        return super().dispatch(*args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page's languages."""
        return super().get_context_data(**kwargs) | {"versions": versions_of_view(self.in_menu)}  # type: ignore[misc]


class LogInView(PrivatePageMixin, RequestLoginCodeView):
    """Ask for an e-mail address and send a code there."""

    form_class = LogInForm
    template_name = "courses/accounts/log_in.html"
    in_menu = "account_login"

    def get_authenticated_redirect_url(self) -> str:
        """Lead whoever is logged in already to the account."""
        return reverse("account")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say whether somebody has learned on this device."""
        return super().get_form_kwargs() | {"somebody_here": learner_of(self.request) is not None}

    def form_valid(self, form: LogInForm) -> HttpResponse:
        """Send the code; a mail server that can't be reached is told beside the address."""
        self.request.session[MINE] = form.is_mine
        try:
            return super().form_valid(form)
        except OSError:
            form.add_error("email", _("The e-mail could not be sent. Nothing is lost. Please try again later."))
            return self.form_invalid(form)


class CodeView(PrivatePageMixin, ConfirmLoginCodeView):
    """Ask for the code that was sent."""

    form_class = CodeForm
    template_name = "courses/accounts/code.html"
    in_menu = "account_confirm_login_code"


class PasskeyLogInView(LoginWebAuthnView):
    """Log in with a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember what was said about the device."""
        self.request.session[MINE] = self.request.POST.get("mine") == "yes"
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Lead back and say that it didn't work."""
        return redirect(f"{reverse('account_login')}?passkey=unknown")


@method_decorator(login_required(login_url="account_login"), name="dispatch")
class AccountView(PrivatePageMixin, TemplateView):
    """The account: its address and passkeys."""

    template_name = "courses/accounts/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the passkeys, and whether the device is somebody else's."""
        account, learner = self.request.user, learner_of(self.request)
        return super().get_context_data(**kwargs) | {
            "passkeys": Authenticator.objects.filter(user=account.pk).order_by("created_at"),
            "learner": learner,
            "is_here": learner is not None and learner.account_id == account.pk,
        }


class AddPasskeyView(PrivatePageMixin, AddWebAuthnView):
    """Make a passkey."""

    template_name = "courses/accounts/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the browser needs to make a key, as JSON."""
        context = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["creation_options"])}

    def get_success_url(self) -> str:
        """Lead back to the account."""
        return reverse("account")


class RemovePasskeyView(PrivatePageMixin, RemoveWebAuthnView):
    """Ask whether a passkey shall be removed."""

    template_name = "courses/accounts/remove_passkey.html"
    success_url = reverse_lazy("account")


@own_form
def learn_here(request: HttpRequest) -> HttpResponse:
    """Go on as the account's learner on a device where somebody is logged in already, for example as an editor."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    response = redirect("learning")
    go_on_here(request, response, request.user, is_mine=request.POST.get("mine") == "yes")
    return response


def leave_device(request: HttpRequest, response: HttpResponse, learner: Learner | None) -> None:
    """Take a learner off the device; others who learn on it stay."""
    present, others = cookie.ids_on_device(request)
    if learner is None or present is None:
        return
    merged = set(Learner.objects.filter(merged_into=learner).values_list("pk", flat=True))
    left = [other for other in others if other != learner.pk and other not in merged]
    if left:
        cookie.remember(response, None, left)
    else:
        cookie.forget(response)


@own_form
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out and leave the device as if nobody had learned on it, but for others."""
    learner = learner_of(request)
    response = redirect("learning")
    logout(request)
    if learner is not None and learner.account_id:
        leave_device(request, response, learner)
    return response


class AdminLogoutView(LogoutView):
    """Logging out of the admin; the learner with the same account leaves the device, too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out."""
        learner, user = learner_of(request), request.user
        response = super().post(request, *args, **kwargs)
        if learner is not None and user.is_authenticated and learner.account_id == user.pk:
            leave_device(request, response, learner)
        return response
