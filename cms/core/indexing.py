"""What can be found by searching."""

from wagtail.search import index


def searchable(*names: str) -> list[index.BaseField]:
    """Return search fields that match whole words and words by their beginning.

    The second matters most: the databases' search knows no word forms of Bulgarian, Ukrainian or Arabic.
    """
    return [kind(name) for name in names for kind in (index.SearchField, index.AutocompleteField)]
