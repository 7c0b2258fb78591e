"""Organisations and places of a project in the reader's language."""

from typing import Any

from cms.languages.localized import in_language, source_of


def organisations_of(project: Any) -> dict[str, Any]:
    """Return a project page's `beneficiary`, `partners` and `places` in its language, read from the source page."""
    source = source_of(project)
    language = project.locale.language_code
    beneficiary = in_language([source.beneficiary] if source.beneficiary else [], language)
    return {
        "beneficiary": beneficiary[0] if beneficiary else None,
        "partners": in_language(source.partners.all(), language),
        "places": in_language(source.places.all(), language),
    }
