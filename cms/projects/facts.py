"""What a project page says beside its text: in the reader's language, read from the source page."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.utils import translation

from cms.core.cache import cached
from cms.images.renditions import read_renditions
from cms.languages.localized import in_language, source_of
from cms.languages.rules import own_name

from . import indicators, metrics, publicity
from .indicators import Line
from .publicity import Measure

# The emblem (`.emblem` in the style sheet) is at least as high as any logo: Annex IX of Regulation (EU) 2021/1060.
LOGO = (132, 44)


class Logo(NamedTuple):
    """A logo as it is shown; the size is in CSS pixels."""

    url: str
    width: int
    height: int


class Partner(NamedTuple):
    """A partner; one whose organisation isn't named has no name."""

    name: str
    website: str
    logo: Logo | None
    role: str
    country: str
    phase: int | None


class File(NamedTuple):
    """A document in one language and form; `lang` is the language of its title, `size` is in bytes."""

    title: str
    lang: str
    details: list[str]
    address: str
    size: int | None


class Step(NamedTuple):
    """The documents of one kind, and which kind they come out of."""

    kind: str
    follows: str
    files: list[File]

    @property
    def is_told(self) -> bool:
        """Whether more is known of the documents than their kind."""
        return any(file.title or file.details or file.address for file in self.files)


class Facts(NamedTuple):
    """A project in one language."""

    state: str
    acronym: str
    start: date | None
    end: date | None
    contract_number: str
    contract_date: date | None
    programme: str
    budget: Decimal | None
    share: Decimal | None
    currency: str
    beneficiary: Partner | None
    partners: list[Partner]
    places: list[str]
    target_groups: list[str]
    indicators: list[Line]
    publicity: list[Measure]
    steps: list[Step]

    @property
    def share_in_percent(self) -> Decimal | None:
        """The programme's share of the budget."""
        return self.share * 100 / self.budget if self.budget and self.share is not None else None

    @property
    def has_planned(self) -> bool:
        """Whether any indicator has a planned value."""
        return any(line.planned is not None for line in self.indicators)

    @property
    def has_reached(self) -> bool:
        """Whether any indicator has a reached value."""
        return any(line.reached is not None for line in self.indicators)


def facts_of(project: Any, fresh: bool = False) -> Facts:
    """Return the facts of a project for readers of its page's language; `fresh` ones are of a draft.

    They are kept until the content changes; only what the site counts is counted each time.
    """
    language = project.locale.language_code
    name = f"project:{project.translation_key}:{language}"
    facts = _read(source_of(project), language) if fresh else cached(name, lambda: _read(source_of(project), language))
    names = {row.metric for row in (*facts.indicators, *facts.publicity) if row.metric}
    if not names:
        return facts
    figures = metrics.values(source_of(project), names=names)
    return facts._replace(
        indicators=indicators.counted(facts.indicators, figures), publicity=publicity.counted(facts.publicity, figures)
    )


def _read(source: Any, language: str) -> Facts:
    with translation.override(language):
        partners = _partners(source, language)
        return Facts(
            source.get_state_display(),
            source.acronym,
            source.start_date,
            source.end_date,
            source.contract_number,
            source.contract_date,
            in_language([source.programme], language)[0].name if source.programme else "",
            source.budget,
            source.eu_share,
            source.currency,
            partners[0] if source.beneficiary else None,
            partners[1:] if source.beneficiary else partners,
            [place.name for place in in_language(source.places.all(), language)],
            [group.name for group in in_language(source.target_groups.all(), language)],
            indicators.entered(source, language),
            publicity.entered(source, language),
            _steps(source),
        )


def _partners(source: Any, language: str) -> list[Partner]:
    """Return the beneficiary, if there is one, and the partners."""
    rows = list(source.partners.select_related("organisation"))
    named = [source.beneficiary] if source.beneficiary else []
    named += [row.organisation for row in rows if row.organisation]
    found = {organisation.translation_key: organisation for organisation in in_language(named, language, "logo")}
    read_renditions([organisation.logo for organisation in found.values() if organisation.logo])

    def partner(organisation: Any, role: str = "", country: str = "", phase: int | None = None) -> Partner:
        if organisation is None:
            return Partner("", "", None, role, country, phase)
        shown = found[organisation.translation_key]
        return Partner(shown.name, shown.website, _logo(shown.logo) if shown.logo else None, role, country, phase)

    def role(row: Any) -> str:
        """The heading says already that they are partners."""
        return "" if row.role == "partner" else row.get_role_display()

    beneficiary = [partner(source.beneficiary)] if source.beneficiary else []
    return beneficiary + [partner(row.organisation, role(row), row.get_country_display(), row.phase) for row in rows]


def _logo(image: Any) -> Logo:
    shown = (
        image.file if image.is_svg() else image.get_rendition("max-{}x{}|format-webp".format(*(2 * n for n in LOGO)))
    )
    factor = min(LOGO[0] / image.width, LOGO[1] / image.height)
    return Logo(shown.url, round(image.width * factor), round(image.height * factor))


def _steps(source: Any) -> list[Step]:
    """Return the documents by kind, in the order in which the kinds first appear."""
    rows = list(source.documents.select_related("document"))
    order = {kind: position for position, kind in reversed(list(enumerate(row.kind for row in rows)))}
    rows.sort(key=lambda row: order[row.kind])
    steps = []
    for _kind, group in groupby(rows, key=lambda row: row.kind):
        same = list(group)
        follows = next((row.get_follows_display() for row in same if row.follows), "")
        steps.append(Step(same[0].get_kind_display(), follows, [_file(row) for row in same]))
    return steps


def _file(row: Any) -> File:
    details = [row.get_level_display(), own_name(row.language) if row.language else "", row.get_format_display()]
    return File(
        row.title,
        row.language,
        [str(detail) for detail in details if detail],
        row.document.url if row.document else row.link,
        row.document.get_file_size() if row.document else None,
    )
