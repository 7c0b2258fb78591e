"""Addresses with scheme and host, as posters, QR codes and search engines need them."""

from urllib.parse import urljoin

from django.conf import settings


def full_address(address: str) -> str:
    """Return an address on this site with the site's own scheme and host, wherever it was asked for."""
    return urljoin(settings.BASE_URL + "/", address)
