"""What an annual report says beside its text: in the reader's language, read from the source page."""

from typing import Any, NamedTuple

from django.utils import translation

from cms.languages.localized import in_language, live_pages_in, source_of


class Figure(NamedTuple):
    """A figure of research in one language; `project` is the page that tells of it, None where it has none."""

    value: int
    name: str
    unit: str
    scope: str
    project: Any


class File(NamedTuple):
    """A document; `lang` is the language of its title, `size` is in bytes."""

    title: str
    lang: str
    address: str
    size: int


class ReportFacts(NamedTuple):
    """A report's rows: networks with the year since when, figures, documents."""

    organisation: str
    memberships: list[tuple[str, int | None]]
    figures: list[Figure]
    documents: list[File]


def facts_of(report: Any) -> ReportFacts:
    """Return a report's facts for readers of its page's language; the queries don't grow with the rows."""
    source, language = source_of(report), report.locale.language_code
    members = list(source.memberships.select_related("network"))
    named = [row.network for row in members] + ([source.organisation] if source.organisation else [])
    names = {row.translation_key: row.name for row in in_language(named, language)}
    figures = list(source.figures.select_related("indicator", "project"))
    indicators = in_language([row.indicator for row in figures], language)
    pages = live_pages_in([row.project for row in figures if row.project], language)
    projects = {page.translation_key: page for page in pages}
    with translation.override(language):
        return ReportFacts(
            names[source.organisation.translation_key] if source.organisation else "",
            [(names[row.network.translation_key], row.since) for row in members],
            [
                Figure(
                    row.value,
                    shown.name,
                    shown.unit,
                    str(row.get_scope_display()),
                    projects.get(row.project.translation_key) if row.project else None,
                )
                for row, shown in zip(figures, indicators, strict=True)
            ],
            [
                File(row.title, row.language, row.document.url, row.document.get_file_size() or 0)
                for row in source.documents.select_related("document")
            ],
        )
