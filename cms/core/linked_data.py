"""What a page is about, for programs (schema.org as JSON-LD)."""

import json
import re
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CREATIVE_COMMONS = re.compile(r"CC (BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?) (\d\.\d)$")
# What could end the element or begin another (as Django's json_script).
UNSAFE = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


def ld_script(data: dict[str, Any]) -> SafeString:
    """Return data as an element of a page. Browsers run nothing of that type, and our security policy lets it be."""
    described = {"@context": "https://schema.org", **{name: value for name, value in data.items() if value}}
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def licence_address(licence: str) -> str:
    """Return the address of a Creative Commons licence that is named in short; an empty string for others."""
    named = CREATIVE_COMMONS.match(licence.strip())
    return f"https://creativecommons.org/licenses/{named[1].lower()}/{named[2]}/" if named else ""
