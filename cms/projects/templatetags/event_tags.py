"""Tags of events."""

from typing import Any

from django import template

from cms.images.renditions import FULL

register = template.Library()


@register.filter
def full_picture(image: Any) -> str:
    """Return the address of a picture in full: a drawing as it is, everything else as the largest file of a page."""
    return image.file.url if image.is_svg() else image.get_rendition(FULL).url
