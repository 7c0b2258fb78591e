"""What a project promised and did so that people learn of it; pages and reports read it here."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cms.languages.localized import in_language

from . import metrics
from .metrics import EVER, Period


class Measure(NamedTuple):
    """A measure in one language. `done` is None where nothing was entered or counted in the period; `proofs` are the
    addresses of what proves it, for the funder, `link` the one that readers may follow; `pk` is its row's.
    """

    name: str
    unit: str
    target: int | None
    done: int | None
    metric: str
    day: date | None
    link: str
    proofs: list[str]
    pk: int


def publicity_of(
    source: Any, language: str, period: Period = EVER, figures: Mapping[str, int] | None = None
) -> list[Measure]:
    """Return the measures of a project's source page in their order, for readers of `language`.

    `figures` are the metrics of the period, if they were counted already.
    """
    measures = entered(source, language, period)
    if figures is None:
        figures = metrics.values(source, period, {measure.metric for measure in measures})
    return counted(measures, figures)


def entered(source: Any, language: str, period: Period = EVER) -> list[Measure]:
    """Return the measures with what editors entered (two queries)."""
    rows = list(source.publicity.select_related("kind", "document", "picture"))
    names = in_language([row.kind for row in rows], language)
    return [
        Measure(
            name.name,
            name.unit,
            row.target,
            row.done if row.date is None or row.date in period else None,
            row.metric,
            row.date if row.date and row.date in period else None,
            row.link,
            [
                address
                for address in (
                    row.document.url if row.document else "",
                    row.picture.file.url if row.picture else "",
                    row.link,
                )
                if address
            ],
            row.pk,
        )
        for row, name in zip(rows, names, strict=True)
    ]


def counted(measures: list[Measure], figures: Mapping[str, int]) -> list[Measure]:
    """Return the measures with what the site counts (metrics by name)."""
    return [
        measure._replace(done=figures[measure.metric]) if measure.metric in figures else measure for measure in measures
    ]
