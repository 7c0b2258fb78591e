"""What the page editor sends for a stream: made from the stored form, so that a test writes a body only once."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks as wagtail_blocks
from wagtail.blocks.base import get_error_json_data
from wagtail.test.utils.form_data import nested_form_data, rich_text

from handbooks.models import ChapterPage

from .bodies import body


def posted(name: str, value: wagtail_blocks.StreamValue) -> dict[str, str]:
    """Return the form data of a stream in the field `name`."""
    return nested_form_data({name: _sent(value.stream_block, value)})


def _sent(block: wagtail_blocks.Block, value: Any) -> Any:
    if isinstance(block, wagtail_blocks.StreamBlock):
        return _rows([(child.block_type, child.id, child.block, child.value) for child in value])
    if isinstance(block, wagtail_blocks.ListBlock):
        return _rows([("item", child.id, block.child_block, child.value) for child in value.bound_blocks])
    if isinstance(block, wagtail_blocks.StructBlock):
        sent = {name: _sent(child, value.get(name)) for name, child in block.child_blocks.items()}
        return {name: value for name, value in sent.items() if value is not None}
    if isinstance(block, wagtail_blocks.RichTextBlock):
        return rich_text(value.source, features=block.features)
    if isinstance(block, wagtail_blocks.BooleanBlock):
        # A browser doesn't send a box that isn't ticked.
        return "on" if value else None
    if isinstance(block, wagtail_blocks.ChooserBlock):
        return str(getattr(value, "pk", "") or "")
    return "" if value is None else str(value)


def _rows(children: list[tuple[str, str, wagtail_blocks.Block, Any]]) -> dict[str, Any]:
    rows: dict[str, Any] = {
        str(position): {"type": kind, "id": pk, "value": _sent(block, value), "deleted": "", "order": str(position)}
        for position, (kind, pk, block, value) in enumerate(children)
    }
    return rows | {"count": str(len(children))}


def mistakes(*blocks: tuple[str, Any], draft: bool = False) -> dict[tuple, list[str]]:
    """Send a chapter's body through the page editor's form; return what is refused, by the way to the place.

    Read from what the editor's script gets, so a path names the very input under which the sentence is shown. `draft`
    saves without publishing.
    """
    field = ChapterPage._meta.get_field("body").formfield()
    field.is_deferred_validation = draft
    value = field.widget.value_from_datadict(posted("body", body(*blocks)), {}, "body")
    try:
        field.clean(value)
    except ValidationError as error:
        return dict(_by_place(get_error_json_data(error)))
    return {}


def _by_place(error: dict) -> Iterator[tuple[tuple, list[str]]]:
    if error.get("messages"):
        yield (), [str(message) for message in error["messages"]]
    for key, below in error.get("blockErrors", {}).items():
        for path, messages in _by_place(below):
            yield (key, *path), messages
