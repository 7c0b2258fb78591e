"""Importing in the admin: a file is uploaded, then reviewed, then imported."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from . import services
from .document import Document
from .errors import UnreadableFile
from .forms import UploadForm
from .models import ImportDraft
from .plan import plan_import
from .remarks import grouped
from .review import COUNTED, chapter_rows


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, parent_pk: int) -> HttpResponse:
    """Take a file to be imported below a page."""
    parent = get_object_or_404(Page.objects.select_related("locale"), pk=parent_pk).specific
    if not services.may_import(parent, request.user):
        raise PermissionDenied
    form = UploadForm(parent, request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (draft := form.save()):
        return redirect("import_review", draft.pk)
    return _show(request, "upload", parent=parent, form=form)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a file will become and what can't be kept; import it when the editor says so."""
    draft = get_object_or_404(ImportDraft.objects.of(request.user).select_related("parent"), pk=pk)
    if not services.may_import(draft.parent.specific, request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _import(request, draft)
    document = Document.from_json(draft.document)
    plan = plan_import(document=document, parent=draft.parent, user=request.user)
    return _show(
        request,
        "review",
        draft=draft,
        document=document,
        plan=plan,
        columns=[label for label, _kinds in COUNTED],
        rows=chapter_rows(plan),
        remarks=grouped(document.remarks),
    )


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget an uploaded file."""
    draft = get_object_or_404(ImportDraft.objects.of(request.user), pk=pk)
    parent_pk = draft.parent_id
    draft.delete()
    return redirect("wagtailadmin_explore", parent_pk)


def _import(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    parent_pk = draft.parent_id
    try:
        handbook = services.import_upload(draft=draft, replace=_keys(request), user=request.user)
    except UnreadableFile as error:
        messages.error(request, str(error))
        return redirect("import_review", draft.pk)
    if handbook is None:
        return redirect("wagtailadmin_explore", parent_pk)
    messages.success(request, _("The document was imported. Its chapters are drafts: nothing is published yet."))
    return redirect("wagtailadmin_explore", handbook.pk)


def _keys(request: HttpRequest) -> list[UUID]:
    """Return the keys of the edited chapters that are to be replaced."""
    found = []
    for value in request.POST.getlist("replace"):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"handbooks/importing/{name}.html", context)
