"""The form of an event in the page editor."""

from typing import Any

from cms.core.forms import PageForm

from .participants import double_problem, total_problem


class EventForm(PageForm):
    """Compares the stated total with the rows as they were sent, before anything is stored."""

    def is_valid(self) -> bool:
        """Return whether the event can be stored; a draft may keep a wrong total."""
        valid = super().is_valid()
        formset = self.formsets.get("participants")
        if self.is_deferred_validation or formset is None:
            return valid
        counts = [row["count"] for row in _kept(formset) if row.get("count") is not None]
        message = total_problem(self.cleaned_data.get("stated_participants"), counts)
        # Asked more than once, it says it once.
        if message and not self.has_error("stated_participants"):
            self.add_error("stated_participants", message)
        twice = double_problem(self.instance.translation_key, bool(counts))
        if twice and twice not in formset.non_form_errors():
            formset.non_form_errors().append(twice)
        return valid and not message and not twice


def _kept(formset: Any) -> list[dict[str, Any]]:
    """Return what was sent in the rows that stay."""
    return [
        form.cleaned_data
        for form in formset.forms
        if hasattr(form, "cleaned_data") and form not in formset.deleted_forms
    ]
