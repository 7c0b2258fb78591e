"""How long reading takes."""

import math
import re
from typing import Any

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# Brysbaert 2019 (doi 10.1016/j.jml.2019.104047) measures 181 to 238 words a minute for practised readers of several
# languages. Ours read in
# a second language or seldom: two thirds of the lower figure; easy language is made for reading slowly and twice.
WORDS_A_MINUTE = 120
WORDS_A_MINUTE_EASY = 80

TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w[\w’'-]*")


def count_words(page: Any) -> int:
    """Return the number of words in all translatable texts of a page, markup not counted."""
    texts = (s.render_text() for s in extract_segments(page) if isinstance(s, StringSegmentValue) and s.path != "slug")
    return sum(len(WORD.findall(TAG.sub(" ", text))) for text in texts)


def reading_minutes(words: int, easy: bool) -> int:
    """Return whole minutes, at least one."""
    return max(1, math.ceil(words / (WORDS_A_MINUTE_EASY if easy else WORDS_A_MINUTE)))
