"""Tags for the language menu, `hreflang` and easy language."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import translation

from cms.languages import versions as versions_module
from cms.languages.models import TranslationState

register = template.Library()


def _versions(context: Any) -> list:
    if "versions" in context:
        return context["versions"]
    page = context.get("page")
    return versions_module.versions_of(page.translation_key) if getattr(page, "translation_key", None) else []


@register.inclusion_tag("languages/menu.html", takes_context=True)
def language_menu(context: Any) -> dict:
    """Show the language menu and the easy-language switch of the page in the context."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    found = _versions(context)
    entries = versions_module.language_menu(language, found)
    return {
        "entries": entries,
        "current": next((entry for entry in entries if entry.current), None),
        "language": language,
        "name": versions_module.own_name(versions_module.base_language(language)),
        "switch": versions_module.easy_switch(language, found),
        "easy": versions_module.is_easy(language),
    }


@register.inclusion_tag("languages/alternates.html", takes_context=True)
def alternates(context: Any) -> dict:
    """Name the page's languages for search engines."""
    found = _versions(context)
    return {"versions": found, "default": versions_module.default_version(found)}


@register.simple_tag
def easy_state(page: Any) -> TranslationState | None:
    """Return what is known of an easy-language page's readers and its source."""
    return TranslationState.objects.filter(page_id=page.pk).first()


@register.filter
def home_word(language: str) -> str:
    """Return "home page" in a language."""
    return versions_module.home_label(language)


@register.filter
def is_easy(language: str) -> bool:
    """Return whether a tag names easy language."""
    return versions_module.is_easy(language)


@register.filter
def own_name(language: str) -> str:
    """Return a language's own name."""
    return versions_module.own_name(language)
