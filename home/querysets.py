"""Reading what home and news pages show of other pages."""

from typing import Any

from wagtail.query import PageQuerySet

from cms.languages.localized import live_pages_in


class NewsQuerySet(PageQuerySet):
    """News."""

    def newest(self):
        """The newest first, with their pictures."""
        return self.select_related("picture").order_by("-date", "-pk")


def chosen_pages(body: Any, language: str) -> dict[int, Any]:
    """Return, by the id an editor chose, the live pages in this language that the body's cards and buttons lead to.

    Two queries at most.
    """
    chosen = []
    for child in body:
        if child.block_type == "cards":
            chosen += [page for page in child.value["pages"] if page]
        elif child.block_type == "hero" and child.value["link"]:
            chosen.append(child.value["link"])
    by_key = {page.translation_key: page for page in live_pages_in(chosen, language)} if chosen else {}
    return {page.pk: by_key[page.translation_key] for page in chosen if page.translation_key in by_key}
