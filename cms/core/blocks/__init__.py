"""The blocks that content is made of."""

from .base import ContentBlock, Problem, picture_fields, picture_problems
from .streams import ChapterStreamBlock, ProseStreamBlock

__all__ = ["ChapterStreamBlock", "ContentBlock", "Problem", "ProseStreamBlock", "picture_fields", "picture_problems"]
