"""Tags that content templates use: text for the medium, slots, icons, addresses."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext
from wagtail.rich_text import RichText

from cms.core import slots
from cms.core.medium import Medium, base_language
from cms.core.richtext import footnote_markers, render_plain, render_rich_text
from cms.core.routing import addresses
from cms.core.routing.services import short_code

register = template.Library()


def _medium(context: Any) -> Medium:
    return context.get("medium") or Medium()


def _markers(medium: Medium, block_id: str) -> SafeString:
    return footnote_markers(medium.footnotes.get(block_id, []), medium.anchors)


@register.simple_tag(takes_context=True)
def richtext(context: Any, value: RichText | str, block_id: str = "") -> SafeString:
    """Show rich text for the medium; with a block's id its footnote numbers stand at the end."""
    medium = _medium(context)
    source = value.source if isinstance(value, RichText) else str(value or "")
    return render_rich_text(source, medium, _markers(medium, block_id))


@register.simple_tag(takes_context=True)
def prose(context: Any, text: str) -> SafeString:
    """Show plain text for the medium."""
    return render_plain(str(text or ""), _medium(context))


@register.simple_tag(takes_context=True)
def note_markers(context: Any, block_id: str) -> SafeString:
    """Show the footnote numbers of a block that isn't rich text."""
    return _markers(_medium(context), block_id)


@register.simple_tag(takes_context=True)
def exercise_place(context: Any, block_id: str) -> Any:
    """Return what a file says of an exercise: its number, where its answer stands. None where nothing is known."""
    return (_medium(context).exercises or {}).get(block_id)


@register.simple_tag(takes_context=True)
def slot(context: Any, name: str, subject: Any) -> SafeString:
    """Show what upper apps have registered for a place on a page."""
    return mark_safe("".join(slots.render(name, subject, context.flatten())))


@register.simple_tag
def icon(name: str, flip: bool = False) -> SafeString:
    """Show an icon beside a word.

    It says nothing by itself, so screen readers skip it. `flip` mirrors it in right-to-left pages.
    """
    return mark_safe(render_to_string(f"core/icons/{name}.svg", {"flip": flip}).strip())


@register.simple_tag(takes_context=True)
def page_url(context: Any, page: Any) -> str:
    """Return a page's address on this site."""
    return page.get_url(context.get("request")) or ""


@register.simple_tag
def short_code_of(page: Any) -> str:
    """Return the code of a page's short address."""
    return short_code(page.translation_key)


@register.filter
def full_address(address: str | None) -> str:
    """Return an address with scheme and host; an empty string for a page that has none yet."""
    return addresses.full_address(address) if address else ""


@register.filter
def base_tag(language: str) -> str:
    """Return the spoken language of a tag."""
    return base_language(language)


@register.filter
def listed(things: Iterable[Any]) -> str:
    """Return things as one line, separated as the language does it."""
    # Translators: what stands between the things of a list.
    return pgettext("between the things of a list", ", ").join(str(thing) for thing in things)


@register.filter
def columns_and_cells(row: Any, columns: Any) -> list[tuple[str, str]]:
    """Pair a row's cells with the table's headings; missing ones are empty."""
    cells = list(row["cells"])
    return [(heading, cells[position] if position < len(cells) else "") for position, heading in enumerate(columns)]
