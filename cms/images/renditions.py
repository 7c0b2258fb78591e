"""Reading the sizes and formats in which pictures are kept."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects

from .models import CustomImage


def read_renditions(images: Sequence[CustomImage]) -> None:
    """Read every rendition of pictures that a page is about to show, in one query for all of them.

    Without it each picture asks the cache, and where that has been emptied, the database.
    """
    prefetch_related_objects(images, Prefetch("renditions", to_attr="prefetched_renditions"))
