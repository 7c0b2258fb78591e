"""Addresses with scheme and host, as posters, QR codes and search engines need them."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def full_address(address: str) -> str:
    """Return an address on this site with the site's own scheme and host, wherever it was asked for."""
    return urljoin(settings.BASE_URL + "/", address)


def address_in(language: str, name: str, *args: Any) -> str:
    """Return the address of a view in another language than the active one."""
    with translation.override(language):
        return reverse(name, args=args)
