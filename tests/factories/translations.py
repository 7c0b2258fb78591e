"""Translations of pages, begun or finished, as wagtail-localize keeps them."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.languages import services


def begin_translation(page: Page, code: str) -> Translation:
    """Return the translation of a page into a language, begun and with its target page as a draft."""
    translation = services.start_translation(page=page, target=Locale.objects.get(language_code=code))
    translation.save_target(publish=False)
    return translation


def fill_translation(translation: Translation, texts: dict[str, str] | None = None) -> None:
    """Translate every text of the source that has no translation yet.

    `texts` says how, by source text; what it doesn't name gets the language's tag in front.
    """
    code = translation.target_locale.language_code
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    for segment in segments.filter(translation=None).select_related("string"):
        original = segment.string.data
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": (texts or {}).get(original, f"[{code}] {original}")},
        )


def translate(page: Page, code: str, texts: dict[str, str] | None = None, **fields: Any) -> Page:
    """Return a page's live, complete, synchronised translation; `fields` are set on it afterwards and published too."""
    translation = services.start_translation(page=page, target=Locale.objects.get(language_code=code))
    fill_translation(translation, texts)
    target, _created = translation.source.create_or_update_translation(
        translation.target_locale, publish=False, copy_parent_pages=False
    )
    for name, value in fields.items():
        setattr(target, name, value)
    target.save_revision().publish()
    return Page.objects.get(pk=target.pk).specific


def detached(page: Page, code: str, **fields: Any) -> Page:
    """Return a page's live translation that has its own structure and doesn't follow its source."""
    services.start_translation(page=page, target=Locale.objects.get(language_code=code))
    target = page.copy_for_translation(Locale.objects.get(language_code=code))
    for name, value in fields.items():
        setattr(target, name, value)
    services.detach(page=target)
    target.save_revision().publish()
    return Page.objects.get(pk=target.pk).specific
