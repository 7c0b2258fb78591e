"""What an editor is told of an imported file, and where in it, in words that an editor understands."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .document import Place, Remark

# In the order in which they are shown.
GROUPS = {
    "lost": gettext_lazy("What can't be kept"),
    "changed": gettext_lazy("What will be different"),
    "to_do": gettext_lazy("What to add before publishing"),
}

KINDS: dict[str, tuple[str, Promise]] = {
    # What can't be kept
    "active": ("lost", gettext_lazy("A form, script or frame is left out.")),
    "chart": ("lost", gettext_lazy("A chart is left out. Add it as a picture, or its figures as a table.")),
    "comment": ("lost", gettext_lazy("A comment is left out.")),
    "deleted": ("lost", gettext_lazy("Text that was deleted with “track changes” is left out.")),
    "diagram": ("lost", gettext_lazy("A diagram is left out. Add it as a picture, or say it in a list.")),
    "drawing": ("lost", gettext_lazy("A drawn shape is left out. Add it as a picture if it says something.")),
    "equation": ("lost", gettext_lazy("A formula is left out. Write it as text or add it as a picture.")),
    "formatting": ("lost", gettext_lazy("Underlined, struck out, marked or lowered text becomes ordinary text.")),
    "furniture": ("lost", gettext_lazy("Headers and footers of the printed page are left out.")),
    "hidden": ("lost", gettext_lazy("Hidden text is left out.")),
    "inner_link": ("lost", gettext_lazy("A link to another place of the document becomes ordinary text.")),
    "object": ("lost", gettext_lazy("An embedded file is left out.")),
    "picture_elsewhere": ("lost", gettext_lazy("A picture is left out: it isn't in the file but on another computer.")),
    "picture_in_note": ("lost", gettext_lazy("A picture in a footnote is left out.")),
    "picture_missing": ("lost", gettext_lazy("A picture is left out: its file is missing.")),
    "picture_too_large": ("lost", gettext_lazy("A picture is left out: it is too large.")),
    "picture_type": (
        "lost",
        gettext_lazy("A picture is left out: it is damaged or of a type that can't be kept. Save it as PNG or JPEG."),
    ),
    "recording": ("lost", gettext_lazy("Audio or video is left out. Add it with its transcript.")),
    "symbol": ("lost", gettext_lazy("Somewhere in this chapter a symbol of a special font is left out.")),
    "unsafe_link": ("lost", gettext_lazy("A link becomes ordinary text: it leads neither to a page nor to an e-mail.")),
    # What will be different
    "box": ("changed", gettext_lazy("A text box becomes ordinary text after the paragraph it stood at.")),
    "code": ("changed", gettext_lazy("Lines of code become ordinary text.")),
    "contents": ("changed", gettext_lazy("The table of contents is left out: the site makes its own.")),
    "deep_heading": ("changed", gettext_lazy("A heading of a lower level becomes a sub-heading.")),
    "inserted": ("changed", gettext_lazy("Text that was inserted with “track changes” is taken over.")),
    "layout_table": ("changed", gettext_lazy("A table of one row or one column becomes ordinary text.")),
    "long_caption": ("changed", gettext_lazy("A caption is too long for one and becomes ordinary text.")),
    "long_description": ("changed", gettext_lazy("The description of a picture is too long and was shortened.")),
    "long_heading": ("changed", gettext_lazy("A heading is too long for one and becomes a paragraph in bold.")),
    "long_title": ("changed", gettext_lazy("The title of a chapter was shortened; the whole of it is its first text.")),
    "merged_cells": ("changed", gettext_lazy("Merged cells of a table were divided.")),
    "nested_list": ("changed", gettext_lazy("A list in a list becomes lines below its item.")),
    "nested_table": ("changed", gettext_lazy("A table in a table becomes lines of text.")),
    "no_title": ("changed", gettext_lazy("This text stands before the first heading 1. It becomes a chapter.")),
    "picture_moved": ("changed", gettext_lazy("A picture in a table or list stands after it.")),
    "plain_quote": ("changed", gettext_lazy("Bold and italic words in a quotation become ordinary ones.")),
    "plain_table": ("changed", gettext_lazy("Bold and italic words in a table become ordinary ones.")),
    "wide_table": ("changed", gettext_lazy("A table with more than six columns was divided into several.")),
    # What to add before publishing
    "caption": ("to_do", gettext_lazy("Say what the table shows.")),
    "description": ("to_do", gettext_lazy("Say in one sentence what the picture shows.")),
    "table_head": ("to_do", gettext_lazy("The first row was taken for the table's headings. Look whether it is.")),
    "table_numbers": ("to_do", gettext_lazy("The table has no row of headings. Write them instead of the numbers.")),
}


def sentence(remark: Remark) -> str:
    """Return what a remark says, in the active language."""
    text = str(KINDS[remark.kind][1])
    return f"{text} {remark.detail}" if remark.detail else text


def where(place: Place) -> str:
    """Return where a place is: part, paragraph and its first words, without the chapter."""
    parts = [_("under “%(heading)s”") % {"heading": place.heading}] if place.heading else []
    if place.paragraph:
        parts.append(_("paragraph %(number)d") % {"number": place.paragraph})
    found = ", ".join(parts)
    return f"{found}: “{place.words}”" if found and place.words else found or place.words


def grouped(remarks: list[Remark]) -> list[tuple[str, list[tuple[str, list[tuple[str, list[str]]]]]]]:
    """Return remarks for showing: by group, in it by sentence, in it by chapter with the places, all in their order.

    What belongs to the whole file has no places.
    """
    found: dict[str, dict[str, dict[str, list[str]]]] = {group: {} for group in GROUPS}
    for remark in remarks:
        chapters = found[KINDS[remark.kind][0]].setdefault(sentence(remark), {})
        if any(remark.place):
            chapters.setdefault(remark.place.chapter, []).append(where(remark.place))
    return [
        (str(GROUPS[group]), [(text, list(chapters.items())) for text, chapters in sentences.items()])
        for group, sentences in found.items()
        if sentences
    ]
