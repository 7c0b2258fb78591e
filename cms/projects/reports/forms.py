"""The form that says which period a report is of."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.languages.rules import own_name

from ..metrics import Period
from ..models import ProjectPage


class PeriodForm(forms.Form):
    """A period and a language; without days the report is of the whole project."""

    start = forms.DateField(label=_("from"), required=False)
    end = forms.DateField(label=_("until"), required=False)
    language = forms.ChoiceField(label=_("language"))

    def __init__(self, source: ProjectPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = ProjectPage.objects.filter(translation_key=source.translation_key).order_by("locale")
        codes = list(pages.values_list("locale__language_code", flat=True))
        self.fields["language"].choices = [(code, own_name(code)) for code in codes]  # type: ignore[attr-defined]
        for name in ("start", "end"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        found: dict[str, Any] = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", _("The period ends before it begins."))
        return found

    @property
    def period(self) -> Period:
        """The period that was asked for."""
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])


class ClosingForm(PeriodForm):
    """A period that is to be closed: it has both its days and is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Only a period with both its days can be closed.")

    def clean_end(self) -> Any:
        """Refuse a period that isn't over."""
        end = self.cleaned_data["end"]
        if end >= timezone.localdate():
            raise forms.ValidationError(_("This period isn't over yet."))
        return end
