"""What all blocks share: templates by medium, and problems that reach the editor at the field concerned."""

import pytest
from django.test import override_settings
from wagtail import blocks

from cms.core.blocks import ContentBlock, Problem
from cms.core.blocks.base import template_for
from cms.core.medium import Medium

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "t/tip.html": "web: {{ value.text }}",
                        "t/tip.print.html": "on paper: {{ value.text }}",
                        "t/tips.html": "{% load wagtailcore_tags %}{% for tip in value.items %}"
                        "[{% include_block tip %}]{% endfor %}",
                        "t/stream.html": "{% load wagtailcore_tags %}{% for child in value %}"
                        "{% include_block child %}{% endfor %}",
                    },
                )
            ]
        },
    }
]


class TipBlock(ContentBlock):
    text = blocks.CharBlock()

    class Meta:
        template = "t/tip.html"

    def problems(self, value):
        return [Problem(("text",), "Too loud.")] if value["text"].isupper() else []


class TipsBlock(ContentBlock):
    items = blocks.ListBlock(TipBlock())

    class Meta:
        template = "t/tips.html"


class TipsStream(blocks.StreamBlock):
    tips = TipsBlock()

    class Meta:
        template = "t/stream.html"


@pytest.fixture
def stream():
    """A stream with one list of two tips; its templates exist for the web, and a tip's for paper too."""
    block = TipsStream()
    value = block.to_python([{"type": "tips", "value": {"items": [{"text": "Ask"}, {"text": "Ask twice"}]}, "id": "a"}])
    template_for.cache_clear()
    with override_settings(TEMPLATES=TEMPLATES):
        yield value
    template_for.cache_clear()


# An e-reader is read like paper.
@pytest.mark.parametrize("medium", ["print", "book"])
def test_a_block_has_another_template_in_a_medium_that_has_one_however_deep_it_stands(stream, medium):
    html = stream.stream_block.render(stream, {"medium": Medium(medium)})

    assert html == "[on paper: Ask][on paper: Ask twice]"


@pytest.mark.parametrize("context", [{"medium": Medium("web")}, {"medium": Medium("package")}, {}, None])
def test_a_block_has_its_only_template_everywhere_else(stream, context):
    assert stream.stream_block.render(stream, context) == "[web: Ask][web: Ask twice]"


def test_a_block_shown_by_the_one_around_it_needs_no_template():
    class PlainBlock(ContentBlock):
        text = blocks.CharBlock()

    assert PlainBlock().get_template() is None


def test_a_text_that_is_not_written_yet_is_empty():
    block = TipBlock()

    assert block.to_python({})["text"] == ""
    assert block.to_python({"text": None})["text"] == ""
    assert block.to_python({"text": "Ask"})["text"] == "Ask"


def test_a_problem_deep_in_a_stream_is_raised_where_it_is():
    block = TipsStream()
    loud = {"items": [{"text": "Ask"}, {"text": "ASK"}]}
    value = block.to_python([{"type": "tips", "value": loud, "id": "a"}])

    with pytest.raises(blocks.StreamBlockValidationError) as caught:
        block.clean(value)

    error = caught.value.block_errors[0].block_errors["items"].block_errors[1].block_errors["text"]
    assert error.messages == ["Too loud."]


def test_problems_of_a_stream_inside_a_block_are_raised_at_their_place_and_at_the_stream():
    class OuterBlock(ContentBlock):
        title = blocks.CharBlock(required=False)
        parts = blocks.StreamBlock([("tips", TipsBlock())], required=False)

        def problems(self, value):
            return [
                Problem((), "All of it."),
                Problem(("parts",), "These parts."),
                Problem(("parts", 0, "items"), "This list."),
                Problem(("parts", 0, "items", 0, "text"), "This text."),
            ]

    block = OuterBlock()
    tips = {"type": "tips", "value": {"items": [{"text": "Ask"}]}, "id": "a"}

    with pytest.raises(blocks.StructBlockValidationError) as caught:
        block.clean(block.to_python({"title": "", "parts": [tips]}))

    error = caught.value
    parts = error.block_errors["parts"]
    tips_list = parts.block_errors[0].block_errors["items"]
    assert list(error.non_block_errors) == ["All of it."]
    assert list(parts.non_block_errors) == ["These parts."]
    assert list(tips_list.non_block_errors) == ["This list."]
    assert tips_list.block_errors[0].block_errors["text"].messages == ["This text."]


def test_problems_are_not_looked_for_in_what_is_saved_as_a_draft():
    block = TipsStream()
    value = block.to_python([{"type": "tips", "value": {"items": [{"text": "ASK"}]}, "id": "a"}])

    assert block.clean_deferred(value)[0].value["items"][0]["text"] == "ASK"
    with pytest.raises(blocks.StreamBlockValidationError):
        block.clean(value)
