"""The form that a document is uploaded with."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages.rules import own_name

from . import services
from .errors import UnreadableFile
from .models import ImportDraft
from .reading import EXTENSIONS


class UploadForm(forms.Form):
    """A file, and the language of its text: one of those in which the page above exists and the user may add pages.

    A file that can't be imported is refused at the field, with the reason.
    """

    file = forms.FileField(
        label=_("Document"),
        help_text=_("A Word document (.docx), Markdown (.md), or HTML pages with their pictures in a zip file."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    language = forms.ChoiceField(label=_("Language of the text"))

    def __init__(self, parent: Page, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        pages = [parent, *parent.get_translations().filter(alias_of=None).select_related("locale").order_by("locale")]
        self.parents = {page.locale.language_code: page for page in pages if services.may_import(page, user)}
        language = self.fields["language"]
        language.choices = [(code, own_name(code)) for code in self.parents]  # type: ignore[attr-defined]
        language.initial = parent.locale.language_code

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file is too large: %(size)s are allowed."),
                params={"size": filesizeformat(settings.IMPORT_MAX_BYTES)},
            )
        return file

    def save(self) -> ImportDraft | None:
        """Read the file and keep it for its review; None if it can't be read, which the field then says."""
        file = self.cleaned_data["file"]
        try:
            return services.keep_upload(
                parent=self.parents[self.cleaned_data["language"]],
                file_name=PurePath(file.name).name,
                content=file.read(),
                user=self.user,
            )
        except UnreadableFile as error:
            self.add_error("file", str(error))
            return None
