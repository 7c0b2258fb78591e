"""Blocks of running text: heading, text, list, steps, callout, definition, quotation, footnote."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import (
    INLINE_FEATURES,
    PROSE_FEATURES,
    ContentBlock,
    MediumTemplateMixin,
    is_blank,
    picture_fields,
    picture_problems,
)


class HeadingBlock(ContentBlock):
    """A heading inside a page, with a picture where that helps."""

    text = blocks.CharBlock(max_length=150, label=_("Heading"))
    level = blocks.ChoiceBlock(choices=[("2", _("Heading")), ("3", _("Sub-heading"))], default="2", label=_("Level"))

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "core/blocks/heading.html"
        description = _("Divides a chapter into parts, so that people find what they look for.")
        preview_value = {"text": _("First steps"), "level": "2"}

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)


class ParagraphBlock(MediumTemplateMixin, blocks.RichTextBlock):
    """Running text with bold words, links and names that translation tools leave alone."""

    def __init__(self, **kwargs):
        super().__init__(features=PROSE_FEATURES, help_text=self._meta_class.description, **kwargs)

    def clean(self, value):
        """Validate; outside of drafts also refuse a text that says nothing."""
        cleaned = super().clean(value)
        if self.required and is_blank(cleaned):
            raise ValidationError(self.field.error_messages["required"])
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "core/blocks/paragraph.html"
        description = _("Paragraphs. Short ones are read; long ones are skipped.")
        preview_value = _("<p>Every child with protection learns <b>free of charge</b>.</p>")


class ItemListBlock(ContentBlock):
    """A list of things whose order doesn't matter."""

    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Item")), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "core/blocks/list.html"
        description = _("Three or more things of one kind. For things to do one after the other take numbered steps.")
        preview_value = {"items": [_("<p>The child's document</p>"), _("<p>Your card</p>")]}


class StepBlock(ContentBlock):
    """One thing to do."""

    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("What to do"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)


class StepsBlock(ContentBlock):
    """Things to do, one after the other."""

    items = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        template = "core/blocks/steps.html"
        description = _("What to do first, second, third. One thing a step.")
        preview_value = {
            "items": [{"text": _("<p>Find the nearest school.</p>")}, {"text": _("<p>Take your card.</p>")}]
        }


class CalloutBlock(ContentBlock):
    """A note that must not be missed."""

    KINDS = [
        ("important", _("Important")),
        ("tip", _("Tip")),
        ("example", _("Example")),
        ("help", _("Where to get help")),
    ]

    kind = blocks.ChoiceBlock(choices=KINDS, default="important", label=_("Kind"))
    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Note")
        template = "core/blocks/callout.html"
        description = _("Something important, a tip, an example or where to get help. The word stands before the text.")
        preview_value = {"kind": "important", "text": _("<p>The school cannot refuse.</p>")}


class DefinitionBlock(ContentBlock):
    """A difficult word explained where it stands."""

    term = blocks.CharBlock(max_length=100, label=_("Word"))
    meaning = blocks.TextBlock(rows=2, label=_("What it means"))

    class Meta:
        icon = "info-circle"
        label = _("Word explained")
        template = "core/blocks/definition.html"
        description = _("A difficult word and what it means, in easy words.")
        preview_value = {
            "term": _("Deposit"),
            "meaning": _("Money that you get back when you leave the home in good order."),
        }


class QuoteBlock(ContentBlock):
    """What somebody said or wrote."""

    text = blocks.TextBlock(rows=3, label=_("Quotation"))
    source = blocks.CharBlock(required=False, max_length=200, label=_("Who said it, where"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "core/blocks/quote.html"
        description = _("Somebody's own words, with the name of who said them.")
        preview_value = {"text": _("Nobody had told me that I could ask."), "source": _("A participant")}


class FootnoteBlock(ContentBlock):
    """A source or remark that belongs to the block before it."""

    text = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Note"))

    class Meta:
        icon = "superscript"
        label = _("Footnote")
        template = "core/blocks/footnote.html"
        description = _(
            "A source or remark. Put it directly after the block it belongs to; "
            "it gets its number by itself and stands at the end of the page."
        )
        preview_value = {"text": _("<p>UNHCR Bulgaria, 2024.</p>")}
