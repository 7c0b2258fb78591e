"""The admin's page about a page's languages: what is outdated, who confirmed it, who tested it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from . import services
from .forms import ReadersForm
from .models import TranslationState
from .rules import codes, own_name, source_language


def page_languages(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a page stands in every language.

    Take "says the same as its source", "only a correction" and the readers' test.
    """
    page = get_object_or_404(Page, pk=pk).specific
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    state = TranslationState.objects.filter(page_id=page.pk).first()
    form = ReadersForm(
        request.POST if "readers" in request.POST else None, instance=state or TranslationState(page=page)
    )
    if request.method == "POST":
        if not permissions.can_publish():
            raise PermissionDenied
        if "confirm" in request.POST:
            services.confirm(page=page, user=request.user)
            messages.success(request, _("Noted: this page says what its source says now."))
            return redirect("page_languages", pk)
        if "correction" in request.POST:
            kept = services.keep_translations(page=page, user=request.user)
            text = ngettext("%(count)d translation was kept.", "%(count)d translations were kept.", kept)
            messages.success(request, text % {"count": kept})
            return redirect("page_languages", pk)
        if form.is_valid():
            services.note_readers(page=page, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("page_languages", pk)
    context = {
        "page": page,
        "state": state,
        "form": form,
        "rows": _rows(page),
        "can_publish": permissions.can_publish(),
    }
    return render(request, "languages/admin/page_languages.html", context)


def _rows(page: Page) -> list[dict]:
    """Return a row for every language: the page there, its state, how many texts are translated."""
    pages = {
        p.locale.language_code: p
        for p in Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    }
    states = {
        state.page_id: state
        for state in TranslationState.objects.filter(page__translation_key=page.translation_key).select_related(
            "source", "confirmed_by"
        )
    }
    translations = {
        translation.target_locale.language_code: translation
        for translation in Translation.objects.filter(source__object_id=page.translation_key).select_related(
            "source", "target_locale"
        )
    }
    rows = []
    for code in codes():
        found, translation = pages.get(code), translations.get(code)
        total, done = translation.get_progress() if translation and translation.enabled else (0, 0)
        rows.append(
            {
                "name": own_name(code),
                "page": found,
                "state": states.get(found.pk) if found else None,
                "source": own_name(source_language(code) or ""),
                "detached": bool(translation and not translation.enabled),
                "missing": total - done,
            }
        )
    return rows
