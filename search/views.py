"""The search page."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cms.core.cache import mark_shared
from cms.languages.versions import home_versions

from .passages import find_passage
from .querysets import find, languages_with

PER_PAGE = 20
MAX_LENGTH = 100
LABELS = {
    "": _("Everything"),
    "course": _("Courses"),
    "chapter": _("Chapters"),
    "handbook": _("Handbooks"),
    "project": _("Projects"),
    "event": _("Events"),
    "action_plan": _("Action plans"),
    "report": _("Annual reports"),
    "news": _("News"),
    "page": _("Pages"),
}


def search(request: HttpRequest) -> HttpResponse:
    """Search within the language of the address. Nothing is stored about what somebody looks for."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:MAX_LENGTH]
    kind = request.GET.get("kind", "")
    kind = kind if kind in LABELS else ""
    results = Paginator(find(query, language, kind) if query else [], PER_PAGE).get_page(request.GET.get("page"))
    hits = [{"page": page, "kind": LABELS[page.search_kind], "passage": find_passage(page, query)} for page in results]
    others = languages_with(query) - {language} if query and not hits else set()
    context = {
        "query": query,
        "kind": kind,
        "kinds": LABELS.items(),
        "results": results,
        "hits": hits,
        "elsewhere": [home for home in home_versions() if home.language in others],
        "query_string": urlencode({"q": query, "kind": kind}) + "&",
    }
    return mark_shared(render(request, "search/search.html", context))
