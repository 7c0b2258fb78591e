"""What the admin's scripts say, in the editor's language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response


class AdminCatalogue(JavaScriptCatalog):
    """The messages of Wagtail's and wagtail-localize's scripts, with ours where those packages have English only."""

    packages = ["wagtail.admin", "wagtail_localize"]

    def get_paths(self, packages: list[str]) -> list[str]:
        """Return the folders of the catalogues; the later ones have the last word."""
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


def admin_catalogue(request: HttpRequest) -> HttpResponse:
    """Stand in for the packages' own catalogues, in the language that the editor chose."""
    return get_localized_response(AdminCatalogue.as_view(), request)
