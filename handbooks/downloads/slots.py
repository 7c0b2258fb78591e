"""What downloads show on a handbook's page."""

from typing import Any

from django.template.loader import render_to_string

from cms.core.linked_data import ld_script
from cms.core.routing.services import short_code

from .linked_data import book_data
from .offers import offers_of


def downloads_of_handbook(handbook: Any, context: dict) -> str:
    """Return the files of a handbook in its language, and the way to those in all languages."""
    offer = offers_of(handbook.translation_key, handbook.locale.language_code)
    if offer is None or not (offer.latest or offer.editions):
        return ""
    code = short_code(handbook.translation_key)
    return render_to_string("handbooks/downloads/handbook.html", {**context, "offer": offer, "code": code})


def head_of_handbook(handbook: Any, context: dict) -> str:
    """Return what programs find in the head of a public handbook's page: its feed, the catalogue, what it is."""
    offer = offers_of(handbook.translation_key, handbook.locale.language_code)
    if offer is None:
        return ""
    named = {"code": short_code(handbook.translation_key), "data": ld_script(book_data(handbook, offer))}
    return render_to_string("handbooks/downloads/head.html", {**context, **named})
