"""Pictures in pages."""

from typing import Any

from django import template
from wagtail.images.shortcuts import get_renditions_or_not_found

from ..renditions import specs_of

register = template.Library()

# Phones show more pixels than anybody sees: a wide picture claims half their width, so that they take a file of 720
# pixels, which keeps a photograph below 40 KB.
SIZES = {
    "wide": "(min-width: 72rem) 72rem, (min-width: 44rem) 100vw, 55vw",
    "text": "(min-width: 44rem) 40rem, 92vw",
    "card": "(min-width: 44rem) 22rem, 15rem",
    "small": "15rem",
}


@register.inclusion_tag("images/picture.html", takes_context=True)
def responsive_picture(context: Any, image: Any, alt: str, size: str = "text", eager: bool = False) -> dict:
    """Show a picture: SVG as it is, everything else as AVIF and WebP in widths for phones and desks; in a file that is
    read away from the site, the picture that the medium has put into it.

    `size` is a key of `WIDTHS`; `eager` loads it at once (the first picture of a page). Width and height are always
    given, so nothing jumps. Where the file was lost, a broken picture with its description is shown.
    """
    shown = {"image": image, "alt": alt, "size": size, "sizes": SIZES[size], "eager": eager}
    if image is None:
        return shown
    medium = context.get("medium")
    if medium and medium.picture:
        return shown | {"file": {"url": medium.picture(image, size)}, "eager": True}
    if image.is_svg():
        return shown | {"file": image.file, "width": image.width, "height": image.height}
    specs = specs_of(size)
    renditions = get_renditions_or_not_found(image, [spec for group in specs.values() for spec in group])
    sources = [
        {
            "type": f"image/{fmt}",
            "srcset": ", ".join(f"{renditions[spec].url} {renditions[spec].width}w" for spec in group),
        }
        for fmt, group in specs.items()
    ]
    fallback = renditions[specs["webp"][0]]
    largest = renditions[specs["webp"][-1]]
    return shown | {"sources": sources, "fallback": fallback, "width": largest.width, "height": largest.height}
