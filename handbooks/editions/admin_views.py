"""A handbook's files in the admin: their state, having them made anew, declaring editions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbooks.models import HandbookPage
from handbooks.publishing.formats import all_formats

from . import services
from .forms import EditionForm
from .models import Build
from .overview import editions_of, states_of


def _page(request: HttpRequest, pk: int, *, to_publish: bool = False) -> HandbookPage:
    page: HandbookPage = get_object_or_404(HandbookPage.objects.select_related("locale"), pk=pk)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_publish() if to_publish else rights.can_edit()):
        raise PermissionDenied
    return page


@require_GET
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the state of a handbook's files; `part` asks for the table alone, while files are being made."""
    page = _page(request, pk)
    context: dict[str, Any] = {"page": page, "states": states_of(page), "editions": editions_of(page)}
    in_work = ("waiting", "running")
    all_states = [*context["states"], *(state for edition in context["editions"] for state in edition.states)]
    context["is_working"] = any(state.name in in_work for state in all_states)
    context["is_stuck"] = any(state.name == "stuck" for state in all_states)
    context["may_publish"] = page.permissions_for_user(request.user).can_publish()
    template = "states" if "part" in request.GET else "files"
    return render(request, f"handbooks/editions/{template}.html", context)


@require_POST
def rebuild(request: HttpRequest, pk: int) -> HttpResponse:
    """Have one file, or all, made anew."""
    page = _page(request, pk)
    wanted = request.POST.get("format", "")
    if wanted and wanted not in all_formats():
        raise Http404
    for name in [wanted] if wanted else [format.name for format in services.automatic_formats()]:
        services.ask_for(handbook_key=page.translation_key, language=page.language, format_name=name)
    messages.success(request, _("The files are made as soon as possible."))
    return redirect("handbook_files", pk)


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the live text an edition."""
    page = _page(request, pk, to_publish=True)
    if not page.live:
        messages.error(request, _("Publish the handbook first: an edition is made of what readers see."))
        return redirect("handbook_files", pk)
    form = EditionForm(page, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_edition(page=page, by=request.user, **form.cleaned_data)
        except IntegrityError:
            # A second tap, or a colleague at the same moment.
            form.add_error("number", _("There is an edition %(number)s already.") % form.cleaned_data)
        else:
            messages.success(request, _("The edition is declared; its files are being made."))
            return redirect("handbook_files", pk)
    return render(request, "handbooks/editions/declare.html", {"page": page, "form": form})


@require_GET
def file(request: HttpRequest, pk: int, build: Any) -> HttpResponseBase:
    """Hand an editor a file that readers don't get, such as the printer's."""
    page = _page(request, pk)
    found = get_object_or_404(Build.objects.of(page.translation_key, page.language), pk=build)
    if found.format is None or not found.file.storage.exists(found.file.name):
        raise Http404
    name = f"{page.slug}-{page.language}-{found.format_name}.{found.format.suffix}"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)
