"""Resume codes: what somebody writes down to go on learning on another device.

Twenty digits, in groups of four. Digits, because whoever reads Arabic or Cyrillic only has them on the keypad and can
copy them; no digit looks like another one in print. 10²⁰ codes are 66 bits.
"""

import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

LENGTH = 20
GROUP = 4


def new_code() -> str:
    """Return a random code without gaps."""
    return "".join(secrets.choice("0123456789") for _position in range(LENGTH))


def in_groups(code: str) -> str:
    """Return a code as people write it down: `1234 5678 …`."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digits_of(text: str) -> str:
    """Return the digits in what somebody typed, in any script, as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None)


def read_code(text: str) -> str | None:
    """Return the code that somebody typed, whatever stands between its digits; None if it is none."""
    digits = digits_of(text)
    return digits if len(digits) == LENGTH else None


def digest(code: str) -> str:
    """Return what is stored of a code: whoever reads the database can't use it."""
    return salted_hmac("courses.learners.code", code, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
