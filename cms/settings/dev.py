"""The embedded profile on one's own machine: `make demo` and, with `DEBUG=1`, `make dev`."""

import secrets

from .base import *  # noqa: F403
from .base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
DEMO_ALLOWED = True


def own_secret_key() -> str:
    """Return this installation's own key, made at the first start and kept in `VAR_DIR`."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or own_secret_key()
