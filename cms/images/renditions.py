"""The sizes and formats in which pages show pictures: which there are, making and reading them."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.shortcuts import get_renditions_or_not_found

from .models import CustomImage

FORMATS = ("avif", "webp")
WIDTHS = {"wide": (400, 720, 1280), "text": (360, 720), "card": (240, 480), "small": (240, 480)}
FULL = "width-1280|format-webp"


def specs_of(size: str) -> dict[str, list[str]]:
    """Return what a picture is made into by format, for a size that is a key of `WIDTHS`."""
    return {fmt: [f"width-{width}|format-{fmt}" for width in WIDTHS[size]] for fmt in FORMATS}


def make_renditions(image: CustomImage) -> None:
    """Make what texts and galleries show of a picture, so that nobody waits for it; what is there already is kept."""
    wanted = [spec for size in ("text", "card") for group in specs_of(size).values() for spec in group]
    get_renditions_or_not_found(image, [*wanted, FULL])


def read_renditions(images: Sequence[CustomImage]) -> None:
    """Read every rendition of pictures that a page is about to show, in one query for all of them.

    Without it each picture asks the cache, and where that has been emptied, the database.
    """
    prefetch_related_objects(images, Prefetch("renditions", to_attr="prefetched_renditions"))
