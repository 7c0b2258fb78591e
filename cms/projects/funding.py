"""What a funding programme demands to be shown, filled in for one project."""

import re
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language_info

from cms.core.cache import cached
from cms.languages.localized import in_language, live_pages_in

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Funding(NamedTuple):
    """A project's funding in one language: texts with every placeholder filled in, the emblem's kind, the project's
    page. A logo has an address and, for files that take it along, the id of its picture.

    Documents (PDF files, certificates, packages) show `document_statement` and `document_disclaimer`.
    """

    programme: str
    emblem: str
    logo_url: str
    statement: str
    disclaimer: str
    compact: str
    document_statement: str
    document_disclaimer: str
    project: str
    project_url: str
    logo_id: int | None = None


def funding_of(project_key: UUID | None, language: str) -> Funding | None:
    """Return the funding of the project with a translation key for readers of `language`.

    None without project or programme, and for a project that is only proposed: nobody funds it yet. Cached.
    """
    if project_key is None:
        return None
    return cached(f"funding:{project_key}:{language}", lambda: _read(project_key, language))


def _read(project_key: UUID, language: str) -> Funding | None:
    model = apps.get_model("projects", "ProjectPage")
    projects = model.objects.filter(translation_key=project_key).select_related(
        "programme__logo", "beneficiary", "locale"
    )
    source = next((p for p in projects if p.locale.language_code == settings.LANGUAGE_CODE), None) or projects.first()
    if source is None or source.programme is None or source.state in source.UNFUNDED:
        return None
    (programme,) = in_language([source.programme], language)
    beneficiary = in_language([source.beneficiary], language)[0].name if source.beneficiary else ""
    page = next(iter(live_pages_in([source], language)), None)
    title = page.title if page else source.title
    values = {
        "beneficiary": beneficiary,
        "contract_number": source.contract_number,
        "project": title,
        "managing_authority": programme.managing_authority,
        "fund": programme.fund,
    }
    if get_language_info(language)["bidi"]:
        # In a text from right to left, names and numbers keep a direction of their own (Unicode Annex 9, 2.4.2).
        values = {name: f"\u2068{value}\u2069" for name, value in values.items()}
    logo = source.programme.logo if source.programme.emblem == "logo" else None
    return Funding(
        programme.name,
        source.programme.emblem,
        logo.file.url if logo else "",
        _fill(programme.statement, values),
        _fill(programme.disclaimer, values),
        _fill(programme.compact, values),
        _fill(programme.document_statement or programme.statement, values),
        _fill(programme.document_disclaimer or programme.disclaimer, values),
        title,
        (page.url or "") if page else "",
        logo.pk if logo else None,
    )


def _fill(text: str, values: dict[str, str]) -> str:
    """Fill in what is known; anything else in braces stays as it was typed, so that it is seen and breaks nothing."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
