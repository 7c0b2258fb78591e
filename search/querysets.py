"""Finding pages."""

from collections import Counter
from typing import Any

from django.apps import apps
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from cms.core.pages import BasePage

from .passages import spellings, stems

LIMIT = 100


def kinds() -> dict[str, Any]:
    """Return the page types that can be found, by their `search_kind`."""
    return {
        model.search_kind: model for model in apps.get_models() if issubclass(model, BasePage) and model.search_kind
    }


def find(query: str, language: str, kind: str = "") -> list[Any]:
    """Return live, public pages of one language that match, the best first; at most `LIMIT` a kind.

    `kind` is a key of `kinds()` or empty for all of them. Words match by their beginning, since the databases know no
    Bulgarian, Ukrainian or Arabic word forms. Pages that hold all words come alone; if there are none, those that hold
    the most.
    """
    words = stems(query)
    locale = Locale.objects.filter(language_code=language).first()
    backend = get_search_backend()
    hits: Counter = Counter()
    known = kinds()
    models = [known[kind]] if kind in known else list(known.values())
    for model in models:
        # By the row, because the search backends can't follow a relation.
        pages = model.objects.live().public().filter(locale=locale)
        for word in words:
            hits.update(
                {
                    (model, page.pk)
                    for spelling in spellings(word)
                    for page in backend.autocomplete(spelling, pages.only("pk"))[:LIMIT]
                }
            )
    best = max(hits.values(), default=0)
    found = []
    for model in models:
        keys = [pk for (kind_of, pk), count in hits.items() if kind_of is model and count == best]
        found += list(model.objects.filter(pk__in=keys).select_related("locale"))
    in_title = [any(spelling in page.title.lower() for word in words for spelling in spellings(word)) for page in found]
    return [page for _title, page in sorted(zip(in_title, found, strict=True), key=lambda pair: not pair[0])]


def languages_with(query: str) -> set[str]:
    """Return the languages in which some live, public page has one of the query's words.

    The number of queries depends on the words, not on the languages.
    """
    backend = get_search_backend()
    found: set[int] = set()
    for model in kinds().values():
        pages = model.objects.live().public()
        for word in stems(query):
            for spelling in spellings(word):
                found.update(backend.autocomplete(spelling, pages).facet("locale_id"))
    return set(Locale.objects.filter(pk__in=found).values_list("language_code", flat=True))
