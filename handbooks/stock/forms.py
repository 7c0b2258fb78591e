"""Forms of the admin about printed copies."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.languages.rules import own_name
from cms.projects.models import EventPage
from handbooks.models import HandbookPage

from .models import HandOut, PrintRun
from .services import copies_left

MOST_EVENTS = 50


def text_choices() -> list[tuple[str, str]]:
    """Return every handbook in every language: key and language, and a title with the language's name."""
    pages = HandbookPage.objects.order_by("title").select_related("locale")
    return [(f"{page.translation_key}:{page.language}", f"{page.title} ({own_name(page.language)})") for page in pages]


class PrintRunForm(WagtailAdminModelForm):
    """A print run; its handbook is chosen by title and language and kept by key."""

    text = forms.ChoiceField(label=_("Handbook"), choices=text_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            chosen = f"{self.instance.handbook_key}:{self.instance.language}"
            self.initial["text"] = chosen
            if chosen not in dict(self.fields["text"].choices):
                self.fields["text"].choices = [(chosen, self.instance.title), *self.fields["text"].choices]

    def clean(self) -> dict[str, Any]:
        """Refuse an edition of another handbook or language."""
        cleaned: dict[str, Any] = super().clean()
        declared, text = cleaned.get("declared_edition"), cleaned.get("text")
        if declared and text and text != f"{declared.handbook_key}:{declared.language}":
            self.add_error("declared_edition", _("This is an edition of another handbook or in another language."))
        return cleaned

    def clean_copies(self) -> int:
        """Refuse fewer copies than were handed out."""
        copies: int = self.cleaned_data["copies"]
        if self.instance.pk:
            handed_out = PrintRun.objects.get(pk=self.instance.pk).copies - copies_left(self.instance)
            if copies < handed_out:
                raise forms.ValidationError(
                    _("%(handed_out)d copies were handed out already; %(copies)d can't have been printed."),
                    params={"handed_out": handed_out, "copies": copies},
                )
        return copies

    def save(self, commit: bool = True) -> Any:
        """Keep the handbook's key, language and title."""
        key, _colon, self.instance.language = self.cleaned_data["text"].partition(":")
        self.instance.handbook_key = UUID(key)
        page = HandbookPage.objects.filter(translation_key=key, locale__language_code=self.instance.language).first()
        self.instance.title = page.title if page else self.instance.title
        return super().save(commit)


class CopiesForm(forms.Form):
    """How many copies; `form_id` is made with the form, so that a double tap counts once."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    copies = forms.IntegerField(label=_("Copies"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_id": uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class HandOutForm(CopiesForm):
    """Copies that somebody got: filled in at a seminar, on a phone."""

    to_whom = forms.CharField(label=_("To whom"), max_length=255)
    event = forms.ModelChoiceField(
        label=_("Event"), queryset=EventPage.objects.none(), required=False, empty_label=_("none")
    )
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        latest = EventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("-start_date")
        newest = list(latest.values_list("pk", flat=True)[:MOST_EVENTS])
        self.fields["event"].queryset = EventPage.objects.filter(pk__in=newest).order_by("-start_date")  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        """Refuse days to come."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day hasn't come yet."))
        return on


class CorrectionForm(CopiesForm):
    """How many copies an entry should have said."""

    copies = forms.IntegerField(label=_("copies, corrected"), min_value=0)

    def __init__(self, entry: HandOut, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"copies": entry.copies}, **kwargs)
