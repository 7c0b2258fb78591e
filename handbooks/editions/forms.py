"""Declaring an edition."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Edition

PDF_HEAD = b"%PDF-"
# A picture book for print has some ten megabytes; more is a mistake.
LARGEST_PDF = 200 * 1024 * 1024


class EditionForm(forms.Form):
    """Number, date, what changed, and perhaps a designer's PDF in the place of ours."""

    number = forms.IntegerField(label=_("number"), min_value=1, max_value=999)
    published_on = forms.DateField(label=_("date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    changes = forms.CharField(
        label=_("what changed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the language of the handbook: readers see it beside the edition."),
    )
    own_pdf = forms.FileField(
        label=_("a designer's PDF"),
        required=False,
        help_text=_("Leave it empty, and our own PDF becomes the edition's. The other formats are made in any case."),
    )

    def __init__(self, page: Any, *args: Any, **kwargs: Any) -> None:
        self.editions = Edition.objects.of(page.translation_key, page.language)
        last = self.editions.first()
        initial = {"number": last.number + 1 if last else 1, "published_on": timezone.localdate()}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)

    def clean_number(self) -> int:
        """Refuse a number that is taken."""
        number: int = self.cleaned_data["number"]
        if self.editions.filter(number=number).exists():
            raise forms.ValidationError(_("There is an edition %(number)s already."), params={"number": number})
        return number

    def clean_own_pdf(self) -> Any:
        """Refuse what is no PDF, or too large."""
        file = self.cleaned_data["own_pdf"]
        if not file:
            return None
        if file.size > LARGEST_PDF:
            raise forms.ValidationError(
                _("This file is larger than %(megabytes)s MB."), params={"megabytes": LARGEST_PDF // 1024 // 1024}
            )
        head = file.read(len(PDF_HEAD))
        file.seek(0)
        if head != PDF_HEAD:
            raise forms.ValidationError(_("This is not a PDF file."))
        return file
