"""Which language a page may be translated from: exactly one for every target.

`bg → en, ar, uk …` and `bg → bg-simple → en-simple, ar-simple …`: short sentences translate better than long ones.
"""

from django.conf import settings

from cms.core.medium import SIMPLE_SUFFIX, base_language, is_easy


def codes() -> list[str]:
    """Return the tags of all locales in the order of the configuration."""
    return [code for code, _name in settings.LANGUAGES]


def spoken_languages() -> list[str]:
    """Return the base languages in the order of the configuration."""
    return [code for code in codes() if not is_easy(code)]


def source_language(target: str) -> str | None:
    """Return the only language `target` is translated from, None for the language that everything is written in."""
    original = settings.LANGUAGE_CODE
    if target == original:
        return None
    easy_original = original + SIMPLE_SUFFIX
    if is_easy(target) and target != easy_original and easy_original in codes():
        return easy_original
    return original


def target_languages(source: str) -> list[str]:
    """Return the languages that `source` is translated into."""
    return [code for code in codes() if source_language(code) == source]


def other_level(language: str) -> str:
    """Return the easy variant of a language, or the full language of an easy variant."""
    return base_language(language) if is_easy(language) else language + SIMPLE_SUFFIX


def own_name(language: str) -> str:
    """Return a language's name in itself."""
    return dict(settings.LANGUAGES).get(language, language)
