"""Reports in the admin. Every page begins with `_source`, which lets in whoever may edit the project's page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.core.pdf import PdfEngineMissing
from cms.core.tables import CSV, XLSX
from cms.languages.localized import source_of

from ..metrics import Period
from ..models import ClosedPeriod, ProjectPage
from . import services
from .figures import Figure, corrections, figures_of
from .forms import ClosingForm, PeriodForm
from .parts import parts_of
from .pdf import report_pdf
from .report import Report, report_of
from .tables import period_in_words, report_csv, report_xlsx

TYPES = {"xlsx": XLSX, "csv": CSV, "pdf": "application/pdf"}


def _source(request: HttpRequest, pk: int) -> ProjectPage:
    """Return a project's source page, where its figures are entered, for whoever may edit it."""
    source: ProjectPage = source_of(get_object_or_404(ProjectPage.objects.select_related("locale"), pk=pk))
    if not source.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return source


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"projects/admin/reports/{name}.html", context)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{slugify(name)}.{kind}"', "Cache-Control": "private"}
    return HttpResponse(content, TYPES[kind], headers=headers)


def _data(request: HttpRequest, source: ProjectPage) -> dict[str, str]:
    """Return what was asked for: without a language the admin's, if the project is in it."""
    given = request.POST if request.method == "POST" else request.GET
    languages = dict(PeriodForm(source).fields["language"].choices)  # type: ignore[attr-defined]
    own = translation.get_language()
    language = own if own in languages else source.locale.language_code
    return {"language": language} | {name: given[name] for name in ("start", "end", "language") if name in given}


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a project's report of a period, and the closed periods."""
    source = _source(request, pk)
    form = PeriodForm(source, _data(request, source))
    found = report_of(source, form.period, form.cleaned_data["language"]) if form.is_valid() else None
    return _report(request, source, form, found)


def _report(request: HttpRequest, source: ProjectPage, form: PeriodForm, found: Report | None) -> HttpResponse:
    return _show(
        request,
        "report",
        project=source,
        form=form,
        report=found,
        query=urlencode(form.data),
        closed_periods=source.closed_periods.without_files(),
        **(parts_of(found) if found else {}),
    )


@require_GET
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send a project's report of a period as a file."""
    source = _source(request, pk)
    form = PeriodForm(source, _data(request, source))
    if kind not in TYPES or not form.is_valid():
        raise Http404
    found = report_of(source, form.period, form.cleaned_data["language"])
    try:
        content = _content(found, source, kind)
    except PdfEngineMissing:
        messages.error(request, _("This site can't make PDF files at the moment."))
        return redirect("project_report", pk)
    days = [str(day) for day in form.period if day]
    return _file(content, kind, " ".join(["report", source.slug, *days]))


def _content(found: Report, source: ProjectPage, kind: str) -> bytes:
    if kind == "pdf":
        return report_pdf(found, source)
    return report_csv(found) if kind == "csv" else report_xlsx(found)


@require_POST
def close_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a period."""
    source = _source(request, pk)
    form = ClosingForm(source, _data(request, source))
    if form.is_valid():
        try:
            closed = services.close_period(
                project=source, period=form.period, language=form.cleaned_data["language"], by=request.user
            )
        except services.PeriodOverlaps as error:
            days = period_in_words(Period(error.other.start, error.other.end))
            form.add_error(None, _("This period shares days with one that is closed: %(period)s.") % {"period": days})
        except PdfEngineMissing:
            form.add_error(None, _("This site can't make PDF files at the moment."))
        else:
            messages.success(request, _("The period is closed."))
            return redirect("project_closed_period", pk, closed.pk)
    return _report(request, source, form, None)


@require_GET
def closed_period(request: HttpRequest, pk: int, closed_pk: int) -> HttpResponse:
    """Show what was reported, and what is different today."""
    source = _source(request, pk)
    closed = get_object_or_404(source.closed_periods.defer("xlsx", "csv", "pdf"), pk=closed_pk)
    period = Period(closed.start, closed.end)
    now = figures_of(report_of(source, period, closed.language))
    return _show(
        request,
        "closed_period",
        project=source,
        closed=closed,
        period=period_in_words(period),
        kinds=TYPES,
        corrections=corrections([Figure(*figure) for figure in closed.figures], now),
    )


@require_GET
def closed_file(request: HttpRequest, pk: int, closed_pk: int, kind: str) -> HttpResponse:
    """Send a file as it was when the period was closed."""
    source = _source(request, pk)
    closed: ClosedPeriod = get_object_or_404(source.closed_periods, pk=closed_pk)
    if kind not in TYPES:
        raise Http404
    return _file(bytes(getattr(closed, kind)), kind, f"report {source.slug} {closed.start} {closed.end}")
