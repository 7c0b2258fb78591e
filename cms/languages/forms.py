"""Forms of the admin's translation page."""

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput

from .models import TranslationState


class ReadersForm(forms.ModelForm):
    """By which readers an easy-language page was tested, and when: both or neither."""

    class Meta:
        model = TranslationState
        fields = ["tested_by", "tested_on"]
        widgets = {"tested_on": AdminDateInput}

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("tested_by") and not cleaned.get("tested_on"):
            self.add_error("tested_on", _("Say on which day."))
        if cleaned.get("tested_on") and not cleaned.get("tested_by"):
            self.add_error("tested_by", _("Say which person or group has read the page."))
        return cleaned
