"""Writing translations: starting, filling, publishing, detaching, confirming."""

from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.core.cache import content_changed

from .models import TranslationState
from .rules import own_name, source_language

# How much a text must have in common with what it said before to pass for a correction of it (0 nothing, 1 everything).
CORRECTION = 0.5


class WrongSource(ValueError):
    """A page may be translated into a language from one language only; the message names it."""


def is_complete(translation: Translation) -> bool:
    """Return whether every text of the source has its translation."""
    total, translated = translation.get_progress()
    return total == translated


def missing_texts(page: Page) -> int:
    """Return how many texts a synchronised translation lacks, 0 for any other page."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return 0
    total, translated = translation.get_progress()
    return total - translated


def check_source(source: Page, target: Locale, existing: Translation | None = None) -> None:
    """Raise WrongSource unless `target` may be translated from `source`, and from nowhere else already.

    wagtail-localize's editor crashes on two translations of one object into one language, so there must never be two.
    """
    expected = source_language(target.language_code)
    if source.locale.language_code != expected:
        raise WrongSource(
            _("%(target)s is translated from %(source)s.")
            % {"target": own_name(target.language_code), "source": own_name(expected or target.language_code)}
        )
    others = Translation.objects.filter(source__object_id=source.translation_key, target_locale=target)
    if existing and existing.pk:
        others = others.exclude(pk=existing.pk)
    if others.exists():
        raise WrongSource(
            _("A translation into %(target)s has begun already.") % {"target": own_name(target.language_code)}
        )


@transaction.atomic
def start_translation(*, page: Page, target: Locale) -> Translation:
    """Return the translation of a page into a language, begun where it wasn't; raises WrongSource.

    Nothing is published and the target page isn't made yet.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    found = Translation.objects.filter(source=source, target_locale=target).first()
    if found:
        return found
    check_source(page, target)
    return Translation.objects.create(source=source, target_locale=target)


@transaction.atomic
def detach(*, page: Page) -> None:
    """Give a translated page its own structure: it is edited like any page and no longer follows its source."""
    for translation in Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale):
        translation.enabled = False
        translation.save(update_fields=["enabled"])


def note_structure(translation: Translation) -> None:
    """Note whether a translated page follows its source or has its own structure."""
    states = TranslationState.objects.filter(
        page__translation_key=translation.source.object_id, page__locale=translation.target_locale
    )
    states.update(is_detached=not translation.enabled)


@transaction.atomic
def confirm(*, page: Page, user: Any = None) -> TranslationState | None:
    """Note that a page says what its source says now; returns None for a page that has no source.

    `user` is who confirms; None when the computer knows it, because every text of a synchronised page is translated.
    """
    language = source_language(page.locale.language_code)
    source = (
        Page.objects.filter(translation_key=page.translation_key, locale__language_code=language).first()
        if language
        else None
    )
    if source is None:
        return None
    detached = not Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).exists()
    state, _created = TranslationState.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "source": source,
            "is_detached": detached,
            "confirmed_revision_id": source.live_revision_id,
            "confirmed_at": timezone.now(),
            "confirmed_by": user,
        },
    )
    return state


def source_published(*, page: Page) -> None:
    """Let the translations of a freshly published page know what it says now.

    A synchronised translation with nothing missing is published along (a picture was exchanged, a paragraph left
    out); one with new texts keeps what it shows until somebody has translated them.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return
    source.update_from_db()
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        target = Page.objects.filter(translation_key=page.translation_key, locale=translation.target_locale).first()
        if target is not None and target.live and is_complete(translation):
            translation.save_target(publish=True)


def translation_published(*, page: Page) -> None:
    """Note on publication of a synchronised, complete translation that it agrees with its source.

    A detached page is first entered as agreeing when it is first published; after that only an editor can say so
    (`confirm`).
    """
    translation = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale).first()
    if translation is not None and translation.enabled:
        if is_complete(translation):
            confirm(page=page)
    elif not TranslationState.objects.filter(page_id=page.pk).exists():
        confirm(page=page)


def check_source_of(translation: Translation) -> None:
    """Raise WrongSource if a translation about to be made breaks the rule of one source (pages only)."""
    model = translation.source.specific_content_type.model_class()
    if model is not None and issubclass(model, Page):
        check_source(translation.source.get_source_instance(), translation.target_locale, translation)


@transaction.atomic
def keep_translations(*, page: Page, user: Any = None) -> int:
    """Carry the translations of a page's former texts over to its present ones; return how many.

    For corrections that change nothing in meaning: otherwise one typo outdates every language. Translations that are
    complete by it are published along.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return 0
    kept = 0
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        waiting = source.stringsegment_set.annotate_translation(translation.target_locale).filter(translation=None)
        # A text that stands twice in one place has one translation there.
        for segment in {(s.context_id, s.string_id): s for s in waiting.select_related("string")}.values():
            former = _former_translation(segment, translation)
            if former is None:
                continue
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={
                    "data": former.data,
                    "translation_type": former.translation_type,
                    "tool_name": former.tool_name,
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )
            kept += 1
        target = Page.objects.filter(translation_key=page.translation_key, locale=translation.target_locale).first()
        if target is not None and target.live and is_complete(translation):
            translation.save_target(user=user, publish=True)
    return kept


def _former_translation(segment: StringSegment, translation: Translation) -> StringTranslation | None:
    """Return the translation of what a text said before, None if nothing is alike enough to have been it.

    All paragraphs of a rich text are one place, so the former text is the one most alike among those gone from there.
    """
    there = StringTranslation.objects.filter(
        context=segment.context_id, locale=translation.target_locale, has_error=False
    )
    present = StringSegment.objects.filter(source=segment.source_id, context=segment.context_id).values("string")
    best, alike = None, CORRECTION
    for former in there.exclude(translation_of__in=present).select_related("translation_of").order_by("-updated_at"):
        likeness = SequenceMatcher(None, former.translation_of.data, segment.string.data, autojunk=False).ratio()
        if likeness > alike:
            best, alike = former, likeness
    return best


@transaction.atomic
def note_readers(*, page: Page, tested_by: str, tested_on: Any) -> None:
    """Note by which readers a page was tested and when (a date); both empty takes the note back."""
    state = TranslationState.objects.filter(page_id=page.pk).first() or confirm(page=page)
    if state is not None:
        state.tested_by, state.tested_on = tested_by, tested_on
        state.save(update_fields=["tested_by", "tested_on"])
        content_changed()
