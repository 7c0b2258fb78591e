"""My learning: what somebody has learned on this device, and how to take it along."""

from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.core.client import address_of
from cms.core.routing.addresses import full_address
from cms.core.routing.views import qr_inline
from cms.languages.versions import versions_of_view

from .export import export
from .learners import codes, cookie
from .learners.forms import own_form
from .learners.models import Learner
from .learners.services import TooManyTries, delete_learner, give_code, learner_with_code, note_seen
from .lessons import Plan, PlannedLesson, plan_of
from .models import CoursePage
from .practice.models import LessonProgress
from .practice.services import merge_learners
from .progress import learner_of


class CourseProgress(NamedTuple):
    """A course that somebody has begun: its lessons in the reader's language, and the one to go on with."""

    plan: Plan
    finished: set[UUID]
    next_lesson: PlannedLesson | None

    @property
    def finished_count(self) -> int:
        """How many of the lessons that exist in this language are finished."""
        return sum(lesson.key in self.finished for lesson in self.plan.lessons)


def course_progress(plan: Plan, progress: dict[UUID, LessonProgress]) -> CourseProgress:
    """Return how far somebody is: they go on with the lesson last worked on, if it isn't finished, else with the next
    one that isn't.
    """
    finished = {key for key, row in progress.items() if row.finished_at}
    last = max(progress.values(), key=lambda row: row.last_at, default=None)
    places = [number for number, lesson in enumerate(plan.lessons) if last and lesson.key == last.content_key]
    start = places[0] if places else 0
    in_order = [*plan.lessons[start:], *plan.lessons[:start]]
    return CourseProgress(plan, finished, next((lesson for lesson in in_order if lesson.key not in finished), None))


def courses_of(learner: Learner) -> tuple[list[CourseProgress], int]:
    """Return a learner's courses in the active language, the last one first, and how many exist only in others."""
    progress = LessonProgress.objects.by_course(learner.pk)
    pages = {
        page.translation_key: page
        for page in CoursePage.objects.live()
        .public()
        .filter(translation_key__in=progress, locale__language_code=translation.get_language())
        .select_related("locale")
    }
    found = [course_progress(plan_of(pages[key]), rows) for key, rows in progress.items() if key in pages]
    return found, len(progress) - len(found)


def _show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    # The language menu leads to the same page of every language that has a home page.
    name = {"resume": "resume", "delete": "delete_learning"}.get(template, "learning")
    context["versions"] = versions_of_view(name)
    return render(request, f"courses/learning/{template}.html", context, status=status)


@never_cache
@require_GET
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show the courses that were begun on this device, and who else learns on it."""
    learner = learner_of(request)
    _present, others = cookie.ids_on_device(request)
    known = {row.pk: row for row in Learner.objects.filter(pk__in=others)} if others else {}
    courses, elsewhere = courses_of(learner) if learner else ([], 0)
    return _show(
        request,
        "my_learning",
        learner=learner,
        courses=courses,
        elsewhere=elsewhere,
        others=[known[pk] for pk in others if pk in known],
        idle_days=settings.IDLE_LEARNER_DAYS,
        deleted=learner is None and "deleted" in request.GET,
    )


@never_cache
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is stored about the learner, as a file to read."""
    learner = learner_of(request)
    if learner is None:
        return redirect("learning")
    response = JsonResponse(export(learner), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-learning.json"'
    return response


@never_cache
@require_GET
def delete(request: HttpRequest) -> HttpResponse:
    """Ask whether everything shall be deleted."""
    learner = learner_of(request)
    return _show(request, "delete", learner=learner) if learner else redirect("learning")


@own_form
def delete_now(request: HttpRequest) -> HttpResponse:
    """Delete the learner and take the cookie away; others on the device stay."""
    learner = learner_of(request)
    if learner is None:
        return redirect("learning")
    _present, others = cookie.ids_on_device(request)
    delete_learner(learner=learner, choices=request.POST.dict())
    # What was merged into the learner has gone as well.
    left = set(Learner.objects.filter(pk__in=others).values_list("pk", flat=True))
    response = redirect(f"{reverse('learning')}?deleted=1")
    if left:
        cookie.remember(response, None, [other for other in others if other in left])
    else:
        cookie.forget(response)
    return response


@own_form
def new_code(request: HttpRequest) -> HttpResponse:
    """Make a new resume code and show it, this once."""
    learner = learner_of(request)
    if learner is None:
        return redirect("learning")
    code = give_code(learner=learner)
    address = full_address(reverse("resume"))
    return _show(request, "code", code=codes.in_groups(code), address=address, qr=qr_inline(f"{address}?code={code}"))


@never_cache
@require_GET
def resume(request: HttpRequest) -> HttpResponse:
    """Ask for a resume code; the one in a QR picture is filled in."""
    code = codes.read_code(request.GET.get("code", ""))
    return _show(request, "resume", learner=learner_of(request), code=codes.in_groups(code) if code else "")


@own_form
def use_code(request: HttpRequest) -> HttpResponse:
    """Go on as the learner whose code was entered.

    What was done on this device before is put together with it if the form says that it is the same person; else that
    learner stays on the device, to go back to.
    """
    typed = request.POST.get("code", "")
    here = learner_of(request)
    try:
        found = learner_with_code(text=typed, address=address_of(request))
    except TooManyTries:
        problem = _("Too many codes were tried. Wait an hour, then try again.")
        return _show(request, "resume", 429, learner=here, code=typed, problem=problem)
    if found is None:
        problem = _("There is no such code. It has 20 digits. Compare each group.")
        return _show(request, "resume", 400, learner=here, code=typed, problem=problem)
    _present, others = cookie.ids_on_device(request)
    if here is not None and here != found:
        if request.POST.get("mine") == "yes":
            merge_learners(into=found, other=here)
        else:
            others = [here.pk, *others]
    note_seen(learner=found)
    response = redirect("learning")
    cookie.remember(response, found.pk, [other for other in others if other != found.pk])
    return response


@own_form
def not_me(request: HttpRequest) -> HttpResponse:
    """Start afresh on a shared device; whoever learned here before stays on it, to go back to."""
    present, others = cookie.ids_on_device(request)
    response = redirect("learning")
    cookie.remember(response, None, [*([present] if present else []), *others])
    return response


@own_form
def that_is_me(request: HttpRequest) -> HttpResponse:
    """Go back to somebody who learned on this device before."""
    present, others = cookie.ids_on_device(request)
    wanted = next((other for other in others if other.hex == request.POST.get("learner")), None)
    response = redirect("learning")
    if wanted:
        rest = [other for other in others if other != wanted]
        cookie.remember(response, wanted, [*([present] if present else []), *rest])
    return response
