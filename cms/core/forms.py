"""The form of the page editor."""

from wagtail.admin.forms import WagtailAdminPageForm

from .checks import undescribed_pictures


class PageForm(WagtailAdminPageForm):
    """Takes unfinished drafts; for publishing every picture must be described."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, message in undescribed_pictures(self.instance):
            if name in self.fields:
                self.add_error(name, message)
