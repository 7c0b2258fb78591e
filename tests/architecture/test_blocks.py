"""Every block of every page type: its texts can be translated, and it explains itself to editors.

With wagtail-localize 1.14 a StructBlock directly in a StructBlock loses the texts of its lists, a nested ImageBlock
raises, and table blocks have no texts at all.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.admin.icons import get_icons
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from cms.core.pages import BasePage
from tests.factories.bodies import an_id

PACKAGES = ("cms", "courses", "handbooks", "home", "search")
STREAM_FIELDS = [
    field
    for model in apps.get_models()
    if issubclass(model, BasePage)
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
]
TOP_LEVEL = {type(block): block for field in STREAM_FIELDS for block in field.stream_block.child_blocks.values()}


def children_of(block: blocks.Block) -> list[tuple[str, blocks.Block]]:
    """Return the blocks directly inside a block, with their names."""
    if isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        return list(block.child_blocks.items())
    if isinstance(block, blocks.ListBlock):
        return [("item", block.child_block)]
    return []


def walk(block: blocks.Block, path: str = "") -> Iterator[tuple[str, blocks.Block]]:
    """Yield a block and all below it, each with its path."""
    yield path, block
    for name, child in children_of(block):
        yield from walk(child, f"{path}/{name}")


ALL = [
    (f"{field.model.__name__}.{field.name}{path}", block)
    for field in STREAM_FIELDS
    for path, block in walk(field.stream_block)
]
OWN = {type(block): block for _path, block in ALL if type(block).__module__.split(".")[0] in PACKAGES}


class Filler:
    """Fills blocks: a text of its own in every text field, two items in every list, each kind once in every stream."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def value(self, block: blocks.Block, path: str) -> Any:
        if isinstance(block, blocks.StructBlock):
            return {name: self.value(child, f"{path}/{name}") for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.ListBlock):
            return [
                {"type": "item", "id": an_id(path, n), "value": self.value(block.child_block, f"{path}/{n}")}
                for n in (0, 1)
            ]
        if isinstance(block, blocks.StreamBlock):
            return [
                {"type": name, "id": an_id(path, name), "value": self.value(child, f"{path}/{name}")}
                for name, child in block.child_blocks.items()
            ]
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.text(path)}</p>"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RawHTMLBlock):
            return self.text(path)
        if isinstance(block, blocks.ChoiceBlock):
            return next(key for key, _label in block.field.choices if key)
        if isinstance(block, blocks.IntegerBlock):
            return 1
        if isinstance(block, blocks.BooleanBlock):
            return True
        if isinstance(block, blocks.DateBlock):
            return "2026-06-19"
        if isinstance(block, blocks.TimeBlock):
            return "10:00"
        if isinstance(block, blocks.ChooserBlock):
            return None
        raise NotImplementedError(f"{path}: is a {type(block).__name__} text that readers see?")

    def text(self, path: str) -> str:
        self.texts[path] = f"Text number {len(self.texts)}."
        return self.texts[path]


@pytest.mark.parametrize("field", STREAM_FIELDS, ids=lambda field: f"{field.model.__name__}.{field.name}")
def test_every_text_can_be_translated(field):
    filler = Filler()
    body = field.to_python(filler.value(field.stream_block, ""))

    segments = StreamFieldSegmentExtractor(field).handle_stream_block(body)

    found = {segment.render_text() for segment in segments if isinstance(segment, StringSegmentValue)}
    assert filler.texts
    assert [path for path, text in filler.texts.items() if text not in found] == []


@pytest.mark.parametrize("field", STREAM_FIELDS, ids=lambda field: f"{field.model.__name__}.{field.name}")
def test_nothing_but_texts_is_given_to_translators(field):
    filler = Filler()
    body = field.to_python(filler.value(field.stream_block, ""))

    segments = StreamFieldSegmentExtractor(field).handle_stream_block(body)

    found = {segment.render_text() for segment in segments if isinstance(segment, StringSegmentValue)}
    assert found == set(filler.texts.values())


def test_no_block_of_fields_stands_directly_in_another():
    found = [
        f"{path}/{name}"
        for path, block in ALL
        if isinstance(block, blocks.StructBlock)
        for name, child in children_of(block)
        if isinstance(child, blocks.StructBlock)
    ]

    assert found == []


def test_no_block_is_of_a_kind_that_cannot_be_translated():
    refused = ImageBlock | TableBlock | TypedTableBlock

    assert [path for path, block in ALL if isinstance(block, refused)] == []


def test_every_stream_of_a_page_has_the_ids_that_translations_hang_on():
    for field in STREAM_FIELDS:
        assert isinstance(field.stream_block, blocks.StreamBlock)
        assert type(field.stream_block).__module__.split(".")[0] in PACKAGES, f"{field} needs a class of its own"


def own(block: type[blocks.Block], option: str) -> Any:
    """Return an option that a block's class sets itself instead of inheriting it."""
    return (
        vars(block._meta_class.__bases__[0]).get(option) if "Meta" in block._meta_class.__bases__[0].__name__ else None
    )


BLOCKS = [cls for cls in OWN if not issubclass(cls, blocks.StreamBlock | blocks.ChooserBlock)]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_every_kind_of_block_has_its_own_name_and_icon_and_says_what_it_is(block):
    assert isinstance(own(block, "label"), Promise), "a label that is translated"
    assert f'id="icon-{own(block, "icon")}"' in get_icons()
    assert block.__doc__ and block.__doc__ != block.__bases__[0].__doc__


@pytest.mark.parametrize("block", TOP_LEVEL, ids=lambda block: block.__name__)
def test_every_block_that_editors_choose_shows_and_explains_itself(block):
    assert block in OWN
    assert isinstance(own(block, "description"), Promise), "a description that is translated"
    assert own(block, "preview_value")
    assert own(block, "template")
    assert TOP_LEVEL[block].is_previewable


@pytest.mark.parametrize("block", TOP_LEVEL, ids=lambda block: block.__name__)
def test_what_a_block_is_for_stands_over_its_fields_too(block):
    instance = TOP_LEVEL[block]
    shown = instance.field.help_text if isinstance(instance, blocks.FieldBlock) else instance.meta.help_text

    assert shown == own(block, "description")


@pytest.mark.parametrize("field", STREAM_FIELDS, ids=lambda field: f"{field.model.__name__}.{field.name}")
@pytest.mark.parametrize("option", ["label", "icon", "description"])
def test_blocks_are_told_apart(field, option):
    values = [str(getattr(block.meta, option)) for block in field.stream_block.child_blocks.values()]

    assert sorted(values) == sorted(set(values))


@pytest.mark.parametrize(
    ("path", "block"), [pytest.param(path, block, id=path) for path, block in ALL if path.count("/") > 1]
)
def test_every_field_has_a_name_for_the_editor(path, block):
    assert isinstance(block.label, Promise), "a label that is translated"
