"""The fields of a block stand in the order in which readers get them."""

import pytest

from cms.core.blocks import ChapterStreamBlock

BLOCKS = ChapterStreamBlock().child_blocks
NODES = BLOCKS["case"].child_blocks["nodes"].child_blocks


@pytest.mark.parametrize(
    ("block", "before", "after"),
    [
        (BLOCKS["picture"], "picture_alt", "caption"),
        (BLOCKS["choice_question"], "text", "options"),
        (BLOCKS["choice_question"].child_blocks["options"].child_block, "text", "is_right"),
        (BLOCKS["open_question"], "text", "help"),
        (BLOCKS["case"], "situation", "nodes"),
        (NODES["node"], "text", "choices"),
        (NODES["ending"], "text", "lesson"),
    ],
)
def test_a_picture_stands_at_the_text_that_it_belongs_to(block, before, after):
    names = list(block.child_blocks)

    assert names.index(before) <= names.index("picture_alt") < names.index(after)
    assert names.index("picture_alt") == names.index("picture") + 1
