"""The streams that page types use."""

from wagtail import blocks

from .case import CaseBlock
from .media import PictureBlock, RecordingBlock
from .questions import ChoiceQuestionBlock, OpenQuestionBlock
from .table import TableBlock
from .text import (
    CalloutBlock,
    DefinitionBlock,
    FootnoteBlock,
    HeadingBlock,
    ItemListBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
)


class ProseStreamBlock(blocks.StreamBlock):
    """Everything that tells and shows: the body of pages, news and projects."""

    heading = HeadingBlock()
    text = ParagraphBlock()
    list = ItemListBlock()
    steps = StepsBlock()
    picture = PictureBlock()
    callout = CalloutBlock()
    definition = DefinitionBlock()
    quote = QuoteBlock()
    table = TableBlock()
    recording = RecordingBlock()
    footnote = FootnoteBlock()

    class Meta:
        template = "core/blocks/stream.html"


class ChapterStreamBlock(ProseStreamBlock):
    """The body of a chapter: prose and exercises."""

    choice_question = ChoiceQuestionBlock()
    open_question = OpenQuestionBlock()
    case = CaseBlock()

    class Meta:
        template = "core/blocks/stream.html"
