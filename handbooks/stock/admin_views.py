"""The stock of printed copies in the admin: what is left, handing out, correcting."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from handbooks.downloads.overview import downloads_by_file

from . import services
from .forms import CopiesForm, CorrectionForm, HandOutForm
from .models import HandOut, PrintRun

may_hand_out = permission_required("stock.add_handout", raise_exception=True)


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"handbooks/stock/{name}.html", context)


def _refuse(form: CopiesForm, error: services.NotEnoughCopies) -> None:
    text = ngettext(
        "Only %(left)d copy is left; %(wanted)d can't be handed out.",
        "Only %(left)d copies are left; %(wanted)d can't be handed out.",
        error.left,
    )
    form.add_error("copies", text % {"left": error.left, "wanted": error.wanted})


@may_hand_out
@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    """List what was printed and what is left."""
    return _show(
        request,
        "stock",
        print_runs=PrintRun.objects.with_counts().select_related("project", "declared_edition"),
        downloads=downloads_by_file(),
    )


@may_hand_out
@require_http_methods(["GET", "POST"])
def print_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a print run's ledger, and hand out copies."""
    run = get_object_or_404(PrintRun.objects.with_counts(), pk=pk)
    form = HandOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_out(print_run=run, by=request.user, **form.cleaned_data)
        except services.NotEnoughCopies as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Noted."))
            return redirect("stock_print_run", pk)
    entries = run.hand_outs.select_related("event", "noted_by", "corrects")
    return _show(request, "print_run", run=run, form=form, entries=entries)


@may_hand_out
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry by a new one."""
    entry = get_object_or_404(HandOut.objects.filter(corrects=None).select_related("print_run"), pk=pk)
    form = CorrectionForm(entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct(entry=entry, by=request.user, **form.cleaned_data)
        except services.NotEnoughCopies as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Noted."))
            return redirect("stock_print_run", entry.print_run_id)
    return _show(request, "correct", entry=entry, form=form)
