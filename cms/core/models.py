"""The platform's own rows."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read from posters
CODE_LENGTH = 5


def new_code() -> str:
    """Return a random code; 31⁵ = 28.6 million of them exist."""
    return "".join(secrets.choice(CODE_ALPHABET) for _position in range(CODE_LENGTH))


class ShortAddress(models.Model):
    """The permanent short address of a page in all its languages: `/go/<code>/`.

    It hangs on the page's `translation_key`, so it survives renaming, moving and publishing in further languages.
    """

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code)
    page_key = models.UUIDField(_("page"), unique=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("short address")
        verbose_name_plural = _("short addresses")

    def __str__(self) -> str:
        return self.code
