"""The languages of the site: adding one is one line of `SPOKEN`.

Everything else (`LANGUAGES`, Wagtail's content languages, the easy-language variants, Django's language names) is
made from it. Easy language is the locale `xx-simple`: BCP 47 variant subtag "simple", IANA language subtag registry,
2015-12-29.
"""

from typing import NamedTuple

from django.conf.locale import LANG_INFO

SIMPLE = "-simple"


class Language(NamedTuple):
    """A spoken language: its code, its English name, its own name, and what its easy variant is called in it.

    Django knows which way most languages run; `right_to_left` says it for those that it doesn't know.
    """

    code: str
    name: str
    own_name: str
    easy_name: str
    right_to_left: bool = False


SPOKEN = [
    Language("bg", "Bulgarian", "Български", "Български – лесен език"),
    Language("en", "English", "English", "English – easy language"),
    Language("ar", "Arabic", "العربية", "العربية – لغة سهلة"),
    Language("uk", "Ukrainian", "Українська", "Українська – легка мова"),
]


def content_languages() -> list[tuple[str, str]]:
    """Return `(code, own name)` of every locale, the spoken languages first, then their easy variants."""
    return [(language.code, language.own_name) for language in SPOKEN] + [
        (language.code + SIMPLE, language.easy_name) for language in SPOKEN
    ]


def register_language_names() -> None:
    """Tell Django the easy variants' names.

    Without an entry of its own a variant is shown under its base language's name.
    """
    for language in SPOKEN:
        base = LANG_INFO.get(language.code, {"bidi": language.right_to_left})
        LANG_INFO.setdefault(
            language.code, {**base, "code": language.code, "name": language.name, "name_local": language.own_name}
        )
        LANG_INFO[language.code + SIMPLE] = {
            "bidi": base["bidi"],
            "code": language.code + SIMPLE,
            "name": f"{language.name} – easy language",
            "name_local": language.easy_name,
        }


def right_to_left() -> list[str]:
    """Return the codes of the spoken languages that run from right to left (after `register_language_names`)."""
    return [language.code for language in SPOKEN if LANG_INFO[language.code]["bidi"]]
