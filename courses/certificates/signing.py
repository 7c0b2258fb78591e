"""The key that signs badges: of the environment (`SIGNING_KEY`), else made at first use and kept in `VAR_DIR`.

Whoever has it can issue badges in the organisation's name; without it, those issued before can't be verified.
"""

import os
import secrets
from base64 import b64decode, b64encode
from contextlib import suppress
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

FILE = "signing_key"


def signing_key() -> Ed25519PrivateKey:
    """Return the Ed25519 key: 32 random bytes, written in base64."""
    return Ed25519PrivateKey.from_private_bytes(b64decode(settings.SIGNING_KEY or _kept_key(), validate=True))


def _kept_key() -> str:
    path = settings.VAR_DIR / FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # The file appears whole, readable for its owner only; where two processes make one, the first stays.
        with NamedTemporaryFile("w", dir=path.parent, prefix=FILE) as draft:
            draft.write(b64encode(secrets.token_bytes(32)).decode())
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return str(path.read_text().strip())
