"""The places where wagtail-localize 1.14 has no hook of its own and must keep our rules all the same.

* Its "Translate" form offers every locale: only those that the page is the source of are offered, and only where the
  page above exists, because it would put live copies in the source's language in the place of what is missing.
* `Translation.save_target` writes the target's row at once, as a draft or not, and fills gaps with source text: what is
  live is left alone until every text is translated; an incomplete page that isn't live stays a draft.
* "Convert to alias page" would show the source's text under another language's address: it is refused.
"""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import convert, submit_translations

from .rules import target_languages
from .services import is_complete


class OneSourceForm(submit_translations.SubmitTranslationForm):
    """Offers the languages that a page is the only source of and in which the page above it exists."""

    def __init__(self, instance, *args, **kwargs):
        super().__init__(instance, *args, **kwargs)
        if not isinstance(instance, Page):
            return
        field = self.fields["locales"]
        ours = field.queryset.filter(language_code__in=target_languages(instance.locale.language_code))
        parent = instance.get_parent()
        field.queryset = ours if parent.is_root() else ours.filter(pk__in=_locales_of(parent))
        if field.queryset.count() < ours.count():
            field.help_text = _("For other languages first translate the page above: “%(page)s”.") % {
                "page": parent.title
            }


def _locales_of(page: Page) -> Any:
    """Return the locales in which a page exists with a text of its own."""
    return page.get_translations(inclusive=True).filter(alias_of=None).values("locale")


def refuse_alias(request: HttpRequest, page_id: int) -> NoReturn:
    """Stand in for the view that turns a translation into a copy of its source."""
    raise PermissionDenied


def install() -> None:
    """Put our rules in place (called once, when the app is ready)."""
    original_save = Translation.save_target

    def save_target(self: Translation, user: Any = None, publish: bool = True) -> None:
        """Save the target; publish a page only when every text is translated, touch a live one only to publish it."""
        if not issubclass(self.source.specific_content_type.model_class(), Page):
            original_save(self, user=user, publish=publish)
            return
        publish = publish and is_complete(self)
        live = Page.objects.live().filter(translation_key=self.source.object_id, locale=self.target_locale)
        if publish or not live.exists():
            original_save(self, user=user, publish=publish)

    Translation.save_target = save_target
    submit_translations.SubmitTranslationForm = OneSourceForm
    convert.convert_to_alias = refuse_alias
