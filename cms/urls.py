"""Addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import router as api_router
from cms.core.admin_catalogue import admin_catalogue
from cms.core.routing import urls as routing_urls
from cms.core.routing.addresses import full_address
from cms.languages import views as languages_views
from courses import urls as courses_urls
from handbooks.downloads import urls as downloads_urls
from handbooks.subscriptions import urls as subscriptions_urls
from search.views import search


def healthz(request: HttpRequest) -> HttpResponse:
    """Tell a load balancer that this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave out, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {full_address('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


handler404 = "cms.languages.views.page_not_found"
handler500 = "cms.languages.views.server_error"

urlpatterns = [
    path("", languages_views.choose_language, name="choose_language"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", languages_views.sitemap, name="sitemap"),
    *[path(f"admin/{part}jsi18n/", admin_catalogue) for part in ("", "localize/")],
    # Before the admin, whose log-out it extends.
    *courses_urls.neutral,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    *downloads_urls.neutral,
    *routing_urls.neutral,
    # Log-in and passwords of private pages.
    *[pattern for pattern in wagtail_urls.urlpatterns if getattr(pattern, "name", "") != "wagtail_serve"],
]
if settings.SERVE_MEDIA:
    urlpatterns.append(
        re_path(r"^media/(?P<path>.*)$", serve_file, {"document_root": settings.MEDIA_ROOT}, name="media")
    )
urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    *courses_urls.urlpatterns,
    *downloads_urls.localized,
    *subscriptions_urls.localized,
    *routing_urls.localized,
)
