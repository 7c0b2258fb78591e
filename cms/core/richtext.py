"""Rich text for a medium: inner links, names that stay untranslated, one sentence a line in easy language."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from .medium import Medium, PageLink, base_language

ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
PAGE_ID = re.compile(r'\bid="(\d+)"')
FIRST_LETTER = re.compile(r"(?:<[^>]*>|[\s„“«\"(]|&quot;)*(.)")
INLINE = r"</?(?:a|b|bdi|i|em|strong|span|sup)\b[^>]*>"
# The end of a sentence with the quotes and tags that close there; or any other tag, so that nothing inside it is seen.
SENTENCE_END = re.compile(rf"(?<=[.!?؟…])((?:[“”»\")]|&quot;|&\#x27;|{INLINE})*)\s+(?={INLINE}|[^\s<])|<[^>]*>")
# "ч.", "т.е.", a list's "1." at the beginning, what stands before the names and numbers of streets, articles, people.
ABBREVIATION = re.compile(
    r"(?:^|[\s.(>„“«])(?:[^\W\d]|гр|ул|бул|пл|кв|бл|вх|ет|ап|чл|ал|тел|напр|проф|инж|св|вул|буд|просп|ст|обл"
    r"|Mr|Mrs|Ms|Dr|Prof|tel)\.$|(?:^|>)\s*\d+\.$",
    re.I,
)
LONGEST_ABBREVIATION = 8


def linked_page_ids(*sources: Any) -> set[int]:
    """Return the ids of all pages that rich texts link to; a source is HTML or a stream value."""
    ids: set[int] = set()
    for source in sources:
        html = source if isinstance(source, str) else _stored_text(source)
        for attributes, _text in ANCHOR.findall(html):
            if 'linktype="page"' in attributes and (match := PAGE_ID.search(attributes)):
                ids.add(int(match[1]))
    return ids


def _stored_text(stream: Any) -> str:
    return json.dumps(stream.get_prep_value(), ensure_ascii=False, default=str).replace('\\"', '"')


def resolve_links(page_ids: Iterable[int], language: str) -> dict[int, PageLink]:
    """Return where links to these pages lead for a reader of `language`; two queries, none without links.

    The same page in the reader's language comes first, then in the easy or full version of that language, then as it
    was chosen, marked with its language. Only live pages are linked; an id that leads nowhere is missing from the
    result.
    """
    ids = set(page_ids)
    if not ids:
        return {}
    chosen = list(Page.objects.filter(pk__in=ids).select_related("locale"))
    versions: dict[Any, list[Page]] = {}
    for page in (
        Page.objects.live().filter(translation_key__in={p.translation_key for p in chosen}).select_related("locale")
    ):
        versions.setdefault(page.translation_key, []).append(page)

    def rank(page: Page, original: Page) -> int:
        code = page.locale.language_code
        return (
            0
            if code == language
            else 1
            if base_language(code) == base_language(language)
            else 2
            if page.pk == original.pk
            else 3
        )

    links = {}
    for original in chosen:
        found = versions.get(original.translation_key)
        if found:
            best = min(found, key=lambda page: rank(page, original))
            code = best.locale.language_code
            same = base_language(code) == base_language(language)
            links[original.pk] = PageLink(best.url or "", "" if same else code)
    return links


def render_rich_text(html: str, medium: Medium, markers: SafeString | str = "") -> SafeString:
    """Return stored rich text as HTML for a medium.

    `markers` (footnote numbers) go to the end of the last paragraph.
    """

    def page_link(match: re.Match) -> str:
        attributes, text = match.groups()
        if 'linktype="page"' not in attributes:
            return match[0]
        page_id = PAGE_ID.search(attributes)
        link = medium.links.get(int(page_id[1])) if page_id else None
        if link is None:
            return text
        language = f' hreflang="{link.language}"' if link.language else ""
        return f'<a href="{escape(link.url)}"{language}>{text}</a>'

    html = expand_db_html(ANCHOR.sub(page_link, html))
    if medium.origin:
        html = html.replace('href="/', f'href="{escape(medium.origin)}/')
    html = html.replace("<code>", '<bdi translate="no">').replace("</code>", "</bdi>")
    html = re.sub(r' data-block-key="[^"]*"', "", html)
    if medium.easy:
        html = one_sentence_a_line(html)
    if markers:
        head, paragraph, tail = html.rpartition("</p>")
        html = f"{head}{markers}{paragraph}{tail}" if paragraph else f"{html}{markers}"
    return mark_safe(html)


def render_plain(text: str, medium: Medium) -> SafeString:
    """Return plain text as HTML: escaped, line breaks kept, in easy language one sentence a line."""
    html = escape(text.strip()).replace("\n", "<br>")
    return mark_safe(one_sentence_a_line(html) if medium.easy else html)


def one_sentence_a_line(html: str) -> str:
    """Break lines after sentences (easy-language layout rule: Inclusion Europe, "Information for all").

    What stands inside a tag is left alone. In doubt there is no break: none follows an abbreviation, none comes before
    a small letter.
    """

    def line_break(match: re.Match) -> str:
        if match[1] is None:
            return match[0]
        after = FIRST_LETTER.match(html, match.end())
        begins_small = after is not None and after[1].islower()
        if begins_small or ABBREVIATION.search(html, max(0, match.start() - LONGEST_ABBREVIATION), match.start()):
            return match[0]
        return match[1] + "<br>"

    return SENTENCE_END.sub(line_break, html)


def footnote_markers(numbers: Iterable[int], anchors: str = "") -> SafeString:
    """Return the links from a text to its footnotes; `anchors` comes before the name of each anchor."""
    return mark_safe(
        "".join(
            format_html('<sup class="note-ref"><a href="#{1}note-{0}" id="{1}ref-{0}">{0}</a></sup>', number, anchors)
            for number in numbers
        )
    )


def number_footnotes(body: Any) -> tuple[dict[str, list[int]], list[tuple[int, Any]]]:
    """Return the numbers of the footnotes of each block id, and the notes in order as `(number, value)`.

    A footnote belongs to the nearest block before it that isn't a footnote; without one nothing refers to it.
    """
    numbers: dict[str, list[int]] = {}
    notes: list[tuple[int, Any]] = []
    owner = ""
    for child in body:
        if child.block_type == "footnote":
            notes.append((len(notes) + 1, child.value))
            if owner:
                numbers.setdefault(owner, []).append(len(notes))
        else:
            owner = child.id
    return numbers, notes
