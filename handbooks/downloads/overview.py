"""How often each file was downloaded, in words."""

from typing import Any, NamedTuple

from cms.languages.rules import own_name
from handbooks.models import HandbookPage
from handbooks.publishing.formats import all_formats

from .models import DownloadCount


class Downloads(NamedTuple):
    """How often a file of a handbook was downloaded; `edition` is None for the newest text."""

    title: str
    language: str
    format: Any
    edition: int | None
    total: int


def downloads_by_file() -> list[Downloads]:
    """Return the downloads of all handbooks (two queries); a handbook that is gone has its key as the title."""
    rows = list(DownloadCount.objects.by_file())
    pages = HandbookPage.objects.filter(translation_key__in={row["handbook_key"] for row in rows})
    titles = {(page.translation_key, page.language): page.title for page in pages.select_related("locale")}
    formats = all_formats()
    return [
        Downloads(
            titles.get((row["handbook_key"], row["language"]), str(row["handbook_key"])),
            own_name(row["language"]),
            formats[row["format_name"]].label if row["format_name"] in formats else row["format_name"],
            row["edition__number"],
            row["total"],
        )
        for row in rows
    ]
