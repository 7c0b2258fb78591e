"""Names as people write them, in any script."""

import unicodedata

LONGEST = 200
# Persian and Indian names need them between letters.
JOINERS = "\u200c\u200d"


def read_name(text: str) -> str:
    """Return a name as it was typed, without signs that can't be seen and could turn it round on paper."""
    words = " ".join(text.split())
    seen = (sign for sign in words if sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf"))
    return "".join(seen)[:LONGEST].strip()
