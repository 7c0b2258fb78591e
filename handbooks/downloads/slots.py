"""What downloads show on a handbook's page."""

from typing import Any

from django.template.loader import render_to_string

from cms.core.routing.services import short_code

from .offers import offers_of


def downloads_of_handbook(handbook: Any, context: dict) -> str:
    """Return the files of a handbook in its language, and the way to those in all languages."""
    offer = offers_of(handbook.translation_key, handbook.locale.language_code)
    if offer is None or not (offer.latest or offer.editions):
        return ""
    code = short_code(handbook.translation_key)
    return render_to_string("handbooks/downloads/handbook.html", {**context, "offer": offer, "code": code})
