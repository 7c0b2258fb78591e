"""What subscriptions show on a handbook's page."""

from typing import Any

from django.template.loader import render_to_string

from cms.core.cache import cached
from cms.core.routing.services import short_code
from handbooks.downloads.offers import offers_of


def news_of_handbook(handbook: Any, context: dict) -> str:
    """Return the way to the e-mails about a public handbook's new editions."""
    if offers_of(handbook.translation_key, handbook.locale.language_code) is None:
        return ""
    code = cached(f"code:{handbook.translation_key}", lambda: short_code(handbook.translation_key))
    return render_to_string("handbooks/subscriptions/handbook.html", {**context, "code": code})
