"""What readers and partners see of downloads."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from cms.core.cache import mark_shared
from cms.core.models import ShortAddress
from handbooks.editions.models import Build

from . import services
from .embedding import embed_codes
from .offers import LATEST, all_offers, edition_slug, file_names, offers_of, public_page
from .serving import stream


def _handbook_key(code: str) -> UUID:
    return get_object_or_404(ShortAddress, code=code).page_key


@require_safe
def all_downloads(request: HttpRequest, code: str) -> HttpResponse:
    """Show everything there is of a handbook in all languages, for partners."""
    key = _handbook_key(code)
    offers = all_offers(key)
    if not offers:
        raise Http404
    language = translation.get_language()
    own = next((offer for offer in offers if offer.language == language), offers[0])
    page = public_page(key, own.language)
    context = {"offers": offers, "own": own, "language": language, "code": code, "embeds": embed_codes(page)}
    return mark_shared(render(request, "handbooks/downloads/all.html", context))


@require_safe
def download(request: HttpRequest, code: str, edition: str, format_name: str) -> HttpResponse:
    """Count a download and lead to the file: the newest text's (`latest`), or an edition's."""
    offer = offers_of(_handbook_key(code), translation.get_language() or "")
    if offer is None:
        raise Http404
    if edition == LATEST:
        files = offer.latest
    else:
        files = next((found.offers for found in offer.editions if edition_slug(found.edition) == edition), [])
    build = next((file.build for file in files if file.format.name == format_name), None)
    if build is None:
        raise Http404
    if services.counts(request, build):
        services.count(build)
    response = redirect("handbook_file", build.pk, file_names(build, offer.slug)[1])
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def handbook_file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """Hand out a file of a handbook, as long as everybody may read the handbook."""
    build = get_object_or_404(Build.objects.select_related("edition"), pk=pk)
    page = public_page(build.handbook_key, build.language)
    if page is None or build.format is None:
        raise Http404
    own, ascii_name = file_names(build, page.slug)
    try:
        return stream(request, build, build.format.media_type, own, ascii_name)
    except FileNotFoundError as error:
        raise Http404 from error
