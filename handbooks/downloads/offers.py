"""Which files of a handbook readers are offered."""

import re
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.text import slugify

from cms.core.cache import cached
from cms.core.routing.addresses import address_in
from cms.core.routing.services import short_code
from cms.languages.rules import codes, own_name
from handbooks.editions.models import Build, Edition, Job
from handbooks.models import HandbookPage
from handbooks.publishing.formats import Format, all_formats

LATEST = "latest"
# What a file's name can't hold on the systems that people use.
UNFIT = re.compile(r'[\x00-\x1f"*/:<>?\\|]+')


class Offer(NamedTuple):
    """A file to download: `address` counts and leads to it."""

    build: Build
    format: Format
    address: str


class EditionOffer(NamedTuple):
    """An edition with its files."""

    edition: Edition
    offers: list[Offer]


class LanguageOffer(NamedTuple):
    """Everything there is in one language."""

    language: str
    name: str
    title: str
    slug: str
    address: str
    latest: list[Offer]
    editions: list[EditionOffer]


def offers_of(handbook_key: UUID, language: str) -> LanguageOffer | None:
    """Return what is offered of a public handbook in a language; None where nobody may read it. Cached."""
    return cached(f"downloads:{handbook_key}:{language}", lambda: _read(handbook_key, language))


def all_offers(handbook_key: UUID) -> list[LanguageOffer]:
    """Return what is offered of a handbook, language by language."""
    found = (offers_of(handbook_key, language) for language in codes())
    return [offer for offer in found if offer is not None]


def _read(handbook_key: UUID, language: str) -> LanguageOffer | None:
    page = public_page(handbook_key, language)
    code = short_code(handbook_key)
    if page is None or not code:
        return None
    current = Job.objects.of(handbook_key, language).automatic().exclude(current=None).select_related("current")
    latest = _offers([job.current for job in current], code, LATEST)
    editions = [
        EditionOffer(edition, _offers(list(edition.builds.all()), code, edition_slug(edition)))
        for edition in Edition.objects.of(handbook_key, language).prefetch_related("builds")
    ]
    return LanguageOffer(language, own_name(language), page.title, page.slug, page.url or "", latest, editions)


def _offers(builds: list[Build], code: str, edition: str) -> list[Offer]:
    order = list(all_formats())
    known = sorted((build for build in builds if build.format), key=lambda build: order.index(build.format_name))
    return [
        Offer(
            build,
            all_formats()[build.format_name],
            address_in(build.language, "download", code, edition, build.format_name),
        )
        for build in known
    ]


def public_page(handbook_key: UUID, language: str) -> Any:
    """Return the handbook that everybody may read in a language, None where there is none."""
    return HandbookPage.objects.public_in(language).filter(translation_key=handbook_key).first()


def edition_slug(edition: Edition) -> str:
    """Return how an edition is named in addresses."""
    return f"edition-{edition.number}"


def file_names(build: Build, slug: str) -> tuple[str, str]:
    """Return a file's name in the script of its language, and in ASCII: `slug` is the handbook's."""
    suffix = build.format.suffix if build.format else "bin"
    part = f"-{build.edition.number}" if build.edition else ""
    title = UNFIT.sub(" ", build.title).strip() or slug
    return (
        f"{title}{part}.{suffix}",
        f"{slugify(slug) or 'handbook'}-{build.language}-{build.format_name}{part}.{suffix}",
    )
