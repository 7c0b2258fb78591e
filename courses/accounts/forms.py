"""Forms of accounts."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from courses.learners.codes import digits_of

from .services import get_or_make_account


class LogInForm(RequestLoginCodeForm):
    """Asks for an e-mail address, and whether what was learned on the device belongs to the same person."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )
    mine = forms.ChoiceField(
        choices=[("yes", _("Yes, put it together")), ("no", _("No, that is somebody else"))],
        error_messages={"required": _("Say whether that is you.")},
    )

    def __init__(self, *args: Any, somebody_here: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not somebody_here:
            del self.fields["mine"]

    def clean_email(self) -> str:
        """Find the account, or make one: whoever has none gets it with the first log-in."""
        email: str = super().clean_email()
        # The view takes the user from here.
        self._user = get_or_make_account(email=email)
        return email

    @property
    def is_mine(self) -> bool:
        """Whether what was learned on the device belongs to whoever logs in."""
        return self.cleaned_data.get("mine") == "yes"


class CodeForm(ConfirmLoginCodeForm):
    """Asks for the code that came by e-mail; digits of any script."""

    code = forms.CharField(label=_("The code from the e-mail: 6 digits"), max_length=40)

    def clean_code(self) -> str:
        """Read the digits, whatever stands between them."""
        self.cleaned_data["code"] = digits_of(self.cleaned_data["code"])
        return super().clean_code()
