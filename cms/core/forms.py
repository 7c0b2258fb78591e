"""The form of the page editor."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from .checks import own_problems


class PageForm(WagtailAdminPageForm):
    """Takes unfinished drafts; publishing refuses what stands in its way at the fields concerned, also in rows."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, message in self.instance.field_problems():
            if name in self.fields:
                self.add_error(name, message)

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if self.is_deferred_validation:
            return valid
        for row in _rows(self):
            for name, message in own_problems(row.instance):
                valid = False
                # Asked more than once, it says it once.
                if not row.has_error(name):
                    row.add_error(name, message)
        return valid


def _rows(form: Any) -> Iterator[Any]:
    """Yield the forms of a form's rows, and of theirs, but for those that are to be deleted."""
    for formset in form.formsets.values():
        for row in formset.forms:
            if row not in formset.deleted_forms:
                yield row
                yield from _rows(row)
