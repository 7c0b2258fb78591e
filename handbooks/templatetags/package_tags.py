"""Tags of the pages in packages, which a script brings to life."""

import zlib
from typing import Any

from django import template

from cms.core.exercises.marking import SHORT

register = template.Library()


@register.simple_tag
def answer_key(block_id: str, question: Any) -> str:
    """Return the name under which an answer to a choice question is kept: eight hexadecimal digits.

    An answer is kept as the places of the chosen options. So the name changes with the options and their order, and an
    answer to what was asked before is forgotten instead of being read wrongly.
    """
    ids = [block_id, *(option.id for option in question.bound_options)]
    return f"{zlib.crc32('/'.join(ids).encode()):0{SHORT}x}"
