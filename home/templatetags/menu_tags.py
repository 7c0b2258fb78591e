"""Tags for the site's menus."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import translation

from home.menus import Menus, menus_of

register = template.Library()


@register.simple_tag
def menus() -> Menus:
    """Return the menus of the active language."""
    return menus_of(translation.get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def chosen(context: Any, page: Any) -> Any:
    """Return the version in the reader's language of a page chosen in a block, None if it isn't live there."""
    return context.get("cards", {}).get(page.pk) if page else None
