"""The language chooser, pages that don't exist, and the map of the site for search engines."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Page

from cms.core.cache import mark_shared
from cms.core.routing.addresses import full_address

from .rules import codes, own_name
from .versions import Version, home_versions, missing_in


def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: every language in its own name. The same for everybody: no cookie, no guessing from the browser."""
    return mark_shared(render(request, "languages/choose.html", {"homes": home_versions()}))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the address's language.

    Where the page exists in other languages, says so and links there; never jumps to another language by itself. An
    address that means a page of this language (its name in another language) leads to that page.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE
    found = getattr(exception, "versions", None)
    if found is not None:
        versions = [
            Version(page.locale.language_code, own_name(page.locale.language_code), address, page.title)
            for page, address in found
        ]
    else:
        prefix = f"/{language}/"
        path = request.path_info[len(prefix) :] if request.path_info.startswith(prefix) else ""
        versions = missing_in(language, path) if request.path_info.startswith(prefix) else []
    own = next((version for version in versions if version.language == language), None)
    if own and own.address != request.path:
        # A page that was renamed has a redirect of its own, which is permanent; only 404s get as far as that.
        nothing = HttpResponse(status=404)
        renamed = RedirectMiddleware(lambda _request: nothing).process_response(request, nothing)
        return redirect(own.address) if renamed is nothing else renamed
    home = next((home for home in home_versions() if home.language == language), None)
    return render(request, "404.html", {"versions": versions, "home": home, "homes": home_versions()}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the address's language; uses neither database nor cache, for they may be what failed."""
    return render(request, "500.html", status=500)


def sitemap(request: HttpRequest) -> HttpResponse:
    """All live, public pages in all languages with their language versions (sitemaps.org 0.9, Google's hreflang
    extension).
    """
    order = codes()
    pages = (
        Page.objects.live()
        .public()
        .filter(depth__gte=2, locale__language_code__in=order)
        .select_related("locale")
        .order_by("translation_key", "pk")
    )
    groups = []
    for _key, group in groupby(pages, key=lambda page: page.translation_key):
        versions = sorted(group, key=lambda page: order.index(page.locale.language_code))
        groups.append([(page, full_address(page.url)) for page in versions if page.url])
    return mark_shared(render(request, "languages/sitemap.xml", {"groups": groups}, content_type="application/xml"))
