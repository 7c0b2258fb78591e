"""A chapter in a frame on somebody else's site: to read, with questions for oneself.

Nothing is answered there: a sandboxed frame's forms come from nowhere (`Origin: null`), and cookies of a frame are
another site's business.
"""

import re
from typing import NamedTuple

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cms.core.models import ShortAddress
from cms.core.routing.addresses import address_in, full_address
from cms.core.routing.services import short_codes
from handbooks.models import ChapterPage, HandbookPage

SECONDS = 300
LEADS_AWAY = re.compile(r'<a (?=[^>]*href="(?!#))(?![^>]*target=)')


class EmbedCode(NamedTuple):
    """What to copy into a page to show a chapter there."""

    title: str
    html: SafeString


def embed_codes(handbook: HandbookPage) -> list[EmbedCode]:
    """Return the codes of a handbook's chapters."""
    chapters = list(ChapterPage.objects.public_in(handbook.language).child_of(handbook).order_by("path").defer("body"))
    codes = short_codes(chapter.translation_key for chapter in chapters)
    return [
        EmbedCode(chapter.title, _code(handbook.language, codes[chapter.translation_key], chapter.title))
        for chapter in chapters
        if chapter.translation_key in codes
    ]


def _code(language: str, code: str, title: str) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="600" loading="lazy"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        full_address(address_in(language, "embed", code)),
        title,
    )


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, code: str) -> HttpResponse:
    """Show a chapter to be read in a frame anywhere.

    The page cache keeps no such page: it stands inside of what forbids frames, which would forbid them for a kept one.
    """
    key = get_object_or_404(ShortAddress, code=code).page_key
    page = ChapterPage.objects.public_in(translation.get_language() or "").filter(translation_key=key).first()
    if page is None:
        raise Http404
    html = render_to_string("handbooks/downloads/embed.html", page.get_context(request), request)
    # Inside the frame other pages are refused: they open beside the site that shows it.
    response = HttpResponse(LEADS_AWAY.sub('<a target="_blank" ', html))
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
