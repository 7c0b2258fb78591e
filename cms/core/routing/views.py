"""Views that turn addresses into pages."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail.views import serve_chain

from cms.core.cache import cached, mark_shared
from cms.core.pdf import PdfEngineMissing, html_to_pdf

from .addresses import full_address
from .querysets import live_versions, nearest_page, page_key_of


class NotInThisLanguage(Http404):
    """What was asked for exists, but not in this language.

    `versions` says where it does: live pages, each with the address to offer.
    """

    def __init__(self, versions: list[tuple[Page, str]]):
        super().__init__()
        self.versions = versions


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at a path of the active language, never one of another language.

    Wagtail's own routing falls back to the default language where a language's root is missing or not live.
    """
    found = nearest_page(translation.get_language() or settings.LANGUAGE_CODE, path)
    if found is None:
        raise Http404
    page, remaining = found
    if remaining and not isinstance(page, RoutablePageMixin):
        raise Http404
    page, args, kwargs = page.route(request, remaining)

    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, args, kwargs)
        if isinstance(result, HttpResponse):
            return result
    response = chain(page, request, args, kwargs)
    # Of a private page, and of the question for its password, the hooks above say that nobody may keep it.
    may_be_kept = response.status_code == 200 and not response.has_header("Cache-Control")
    return mark_shared(response) if may_be_kept and request.method in ("GET", "HEAD") else response


def _version(code: str, below: str | None) -> tuple[list[Page], list[str]]:
    """Return the live versions of a short address and the address of each (of the part below it, if named)."""
    key = page_key_of(code)
    versions = live_versions(key) if key else []
    if not versions:
        raise Http404
    if below is None:
        return versions, [page.url or "" for page in versions]
    below_key = page_key_of(below)
    pairs = [(page, page.address_of_part(below_key)) for page in versions if hasattr(page, "address_of_part")]
    pairs = [(page, address) for page, address in pairs if address]
    if not pairs:
        raise Http404
    return [page for page, _address in pairs], [address for _page, address in pairs]


def short_address(request: HttpRequest, code: str, below: str | None = None) -> HttpResponse:
    """`/go/<code>/`: ask in which language; `/<language>/go/<code>/`: lead there.

    The question is the same for everybody, like the language chooser at `/`. A page that exists in one language only
    is not asked about.
    """
    versions, addresses = _version(code, below)
    if request.resolver_match and request.resolver_match.url_name in ("short_address", "short_address_part"):
        for page, address in zip(versions, addresses, strict=True):
            if page.locale.language_code == translation.get_language():
                return redirect(address)
        raise NotInThisLanguage(list(zip(versions, addresses, strict=True)))
    if len(versions) == 1:
        return redirect(addresses[0])
    choices = [
        {"page": page, "address": address, "language": page.locale.language_code}
        for page, address in zip(versions, addresses, strict=True)
    ]
    return mark_shared(render(request, "core/short_address.html", {"choices": choices}))


def full_short_address(name: str, code: str, below: str | None = None) -> str:
    """Return the full address, with scheme and host, of a short address; `name` is the URL's name."""
    kwargs = {"code": code} | ({"below": below} if below else {})
    return full_address(reverse(name, kwargs=kwargs))


def _typed(address: str) -> tuple[str, str]:
    """Return an address as people type it from paper: the host, and what follows it."""
    host, slash, path = address.split("//", 1)[1].rstrip("/").partition("/")
    return host, slash + path


def qr_picture(request: HttpRequest, code: str, below: str | None = None) -> HttpResponse:
    """Return the QR code of a short address in the active language as SVG (ISO/IEC 18004, error correction M)."""
    if page_key_of(code) is None or (below and page_key_of(below) is None):
        raise Http404
    address = full_short_address("short_address_part" if below else "short_address", code, below)
    return mark_shared(HttpResponse(qr_svg(address), "image/svg+xml"))


def qr_svg(address: str) -> bytes:
    """Return a QR code as a complete SVG file, dark on white with the quiet zone of four modules that scanners need."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=8, border=4, dark="#1b2a33", light="#ffffff", xmldecl=True
    )
    return out.getvalue()


def qr_inline(address: str) -> SafeString:
    """Return a QR code as SVG to stand in a page: for an address that must not be fetched by itself."""
    return mark_safe(
        segno.make(address, error="m", micro=False).svg_inline(scale=6, border=4, dark="#1b2a33", light="#ffffff")
    )


def poster(request: HttpRequest, code: str, as_pdf: bool = False) -> HttpResponse:
    """Return the poster of a handbook or course in the active language: a page to print (A4), or the same as PDF."""
    key = page_key_of(code)
    versions = live_versions(key) if key else []
    if not versions:
        raise Http404
    page = next((version for version in versions if version.locale.language_code == translation.get_language()), None)
    if page is None:
        raise NotInThisLanguage([(version, version.url or "") for version in versions])
    # The poster of a private page would show its text to everybody.
    if not getattr(page, "has_poster", False) or page.get_view_restrictions().exists():
        raise Http404
    context: dict[str, Any] = {
        "page": page,
        "code": code,
        "short_address": _typed(full_short_address("short_address", code)),
        "qr": b64encode(qr_svg(full_short_address("short_address", code))).decode(),
        "as_pdf": as_pdf,
    }
    response = render(request, "core/poster.html", context)
    if not as_pdf:
        return mark_shared(response)
    try:
        # Laying it out is work, and a query string passes by the page cache.
        pdf = cached(
            f"poster:{page.pk}:{code}", lambda: html_to_pdf(response.content.decode(), str(finders.find("poster.css")))
        )
    except PdfEngineMissing:
        return render(request, "core/pdf_missing.html", {"page": page, "code": code}, status=503)
    return mark_shared(
        HttpResponse(
            pdf,
            "application/pdf",
            headers={"Content-Disposition": f'inline; filename="poster-{page.slug}-{page.locale.language_code}.pdf"'},
        )
    )
