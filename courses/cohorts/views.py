"""Joining a cohort by its public address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.languages.localized import in_language
from cms.languages.versions import versions_of_view
from courses.learners.forms import form_of_learner
from courses.progress import learner_of

from . import services
from .forms import NameForm
from .models import Cohort
from .overview import plan_for


def _cohort(code: str) -> Cohort:
    return get_object_or_404(Cohort.objects.with_counts().select_related("place"), join_code=code)


def _show(request: HttpRequest, cohort: Any, status: int = 200, **context: Any) -> HttpResponse:
    language = translation.get_language()
    plan = plan_for(cohort, language)
    if plan is None:
        raise Http404
    place = in_language([cohort.place], language)[0] if cohort.place else None
    versions = versions_of_view("join_cohort", cohort.join_code)
    context |= {
        "cohort": cohort,
        "plan": plan,
        "place": place,
        "versions": versions,
        "is_full": cohort.taken >= cohort.seats,
    }
    return render(request, "courses/cohorts/join.html", context, status=status)


@never_cache
@require_GET
def join_page(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a cohort is and ask for a name; a full or closed one says so, and who is in it already is told."""
    cohort = _cohort(code)
    learner = learner_of(request)
    is_member = learner is not None and cohort.members.filter(learner=learner).exists()
    return _show(request, cohort, is_member=is_member, name=learner.name if learner else "")


@form_of_learner
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody into a cohort and lead to its course."""
    cohort = _cohort(code)
    form = NameForm(request.POST)
    if not form.is_valid():
        problem = _("Write your name, so that your trainer knows you.")
        return _show(request, cohort, 400, problem=problem, name=request.POST.get("name", ""))
    try:
        services.join(cohort=cohort, learner=request.learner, name=form.cleaned_data["name"])  # type: ignore[attr-defined]
    except (services.CohortClosed, services.CohortFull):
        # The page says which of the two; count anew, for it was free a moment ago.
        return _show(request, _cohort(code), 409)
    return redirect("join_cohort", code)
