"""A handbook with its files in the words of schema.org."""

from typing import Any

from cms.core.linked_data import licence_address
from cms.core.medium import base_language
from cms.core.routing.addresses import full_address
from cms.languages.localized import source_of
from handbooks.contents import imprint

from .offers import LanguageOffer, Offer


def book_data(handbook: Any, offer: LanguageOffer) -> dict[str, Any]:
    """Return a `Book` with one example for each file that is offered, the newest text's first."""
    source, address = source_of(handbook), full_address(offer.address)
    language = base_language(offer.language)
    files = [_file(file, language) for file in offer.latest]
    files += [_file(file, language, edition) for edition, offers in offer.editions for file in offers]
    return {
        "@type": "Book",
        "@id": address,
        "url": address,
        "name": handbook.title,
        "description": handbook.summary,
        "inLanguage": language,
        "author": [{"@type": "Person", "name": name.strip()} for name in source.authors.split(",") if name.strip()],
        "publisher": [{"@type": "Organization", "name": row.name} for row in imprint(handbook)["publishers"]],
        "license": licence_address(source.licence) or source.licence,
        "datePublished": handbook.first_published_at and handbook.first_published_at.date().isoformat(),
        "isAccessibleForFree": True,
        "workExample": files,
    }


def _file(file: Offer, language: str, edition: Any = None) -> dict[str, Any]:
    described = {
        "@type": "Book",
        "url": full_address(file.address),
        "name": file.build.title,
        "encodingFormat": file.format.media_type,
        "inLanguage": language,
        "datePublished": (edition.published_on if edition else file.build.text_date).isoformat(),
        "bookFormat": "https://schema.org/EBook",
    }
    if edition:
        described["bookEdition"] = str(edition.number)
    if file.build.pages:
        described["numberOfPages"] = file.build.pages
    return described
