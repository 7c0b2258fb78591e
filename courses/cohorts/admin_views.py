"""A trainer's pages in the admin. Every one begins with `_cohort`, which knows only the user's own cohorts."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cms.core.pdf import PdfEngineMissing
from cms.core.routing.addresses import address_in, full_address
from cms.core.routing.views import qr_inline
from cms.core.tables import CSV, XLSX, Sheet, to_csv, to_xlsx
from courses.certificates.pdf import certificates_pdf
from courses.learners import codes
from courses.lessons import PlannedLesson
from courses.practice.models import LessonProgress
from courses.practice.services import recognise_lessons

from . import certifying, services
from . import export as files
from .forms import (
    ActionPlanForm,
    CardForm,
    CertificateForm,
    DecisionForm,
    MentoringForm,
    NameForm,
    NamesForm,
    RecognitionForm,
    SessionForm,
)
from .models import ActionPlan, Attendance, Cohort, Membership, Mentoring, Session
from .overview import overview_of, plan_for

RECORDS: dict[str, Any] = {"mentoring": (Mentoring, MentoringForm), "plan": (ActionPlan, ActionPlanForm)}


def _cohort(request: HttpRequest, pk: int) -> Cohort:
    """Return one of the user's cohorts. Of others it isn't even said that they exist."""
    return get_object_or_404(Cohort.objects.visible_to(request.user).select_related("place"), pk=pk)


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"courses/cohorts/admin/{name}.html", context)


def _form_page(request: HttpRequest, cohort: Cohort, form: Any, title: Any, **context: Any) -> HttpResponse:
    return _show(request, "form", cohort=cohort, form=form, title=title, **context)


@require_GET
def cohorts(request: HttpRequest) -> HttpResponse:
    """List the user's cohorts."""
    own = Cohort.objects.visible_to(request.user).with_counts().select_related("place")
    return _show(request, "cohorts", cohorts=own)


@require_GET
def cohort_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is where, who needs help now, and which questions are hard."""
    cohort = _cohort(request, pk)
    overview = overview_of(cohort, translation.get_language())
    language = _reading_language(cohort)
    address = full_address(address_in(language, "join_cohort", cohort.join_code))
    return _show(
        request,
        "cohort",
        cohort=cohort,
        overview=overview,
        groups=[(name, title, overview.group(name)) for name, title in files.group_names().items()],
        sessions=cohort.sessions.with_counts().select_related("place"),
        join_address=address,
        join_qr=qr_inline(address),
        certificates=certifying.certificates_of(cohort),
        certificate_form=CertificateForm(certifying.courses_of(cohort), initial={"language": language}),
    )


def _reading_language(cohort: Cohort) -> str:
    # The admin may speak a language that the course isn't in.
    plan = plan_for(cohort, translation.get_language())
    return plan.address.strip("/").split("/")[0] if plan else settings.LANGUAGE_CODE


@require_POST
def set_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close a cohort for those who have the address."""
    services.set_open(cohort=_cohort(request, pk), is_open=request.POST.get("open") == "yes")
    return redirect("cohort_screen", pk)


@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Send the overview as a file."""
    cohort = _cohort(request, pk)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = files.rows_of(overview_of(cohort, translation.get_language())) + files.evidence_rows_of(cohort)
    content, content_type = (to_csv(rows), CSV) if kind == "csv" else (to_xlsx(Sheet(cohort.name, rows)), XLSX)
    headers = {"Content-Disposition": f'attachment; filename="cohort-{cohort.pk}.{kind}"'}
    return HttpResponse(content, content_type, headers=headers)


# People and their cards


def add_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Add people by name and show their cards, this once."""
    cohort = _cohort(request, pk)
    initial = {"form_id": uuid4(), "language": _reading_language(cohort)}
    form = NamesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            cards = services.add_people(cohort=cohort, names=data["names"], form_id=data["form_id"])
        except services.CohortFull:
            form.add_error("names", _("There are not enough free seats. Nobody was added."))
        else:
            return _cards(request, cohort, cards, data["language"])
    return _form_page(request, cohort, form, _("Add people"), button=_("Add and show the cards"))


@require_POST
def replace_card(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Show a new card for somebody, this once; the old one is worth nothing any more."""
    cohort = _cohort(request, pk)
    membership = _member(cohort, member_pk)
    form = CardForm(request.POST)
    if membership.learner.account_id or not form.is_valid():
        raise Http404
    return _cards(request, cohort, [services.replace_card(membership=membership)], form.cleaned_data["language"])


def _cards(request: HttpRequest, cohort: Cohort, cards: list[services.Card], language: str) -> HttpResponse:
    note = _("Print these cards now: the codes are not shown again.")
    with translation.override(language):
        address = full_address(reverse("resume"))
        shown = [
            {"name": card.name, "code": codes.in_groups(card.code), "qr": qr_inline(f"{address}?code={card.code}")}
            for card in cards
        ]
        return _show(request, "cards", cohort=cohort, cards=shown, address=address, note=note)


def _member(cohort: Cohort, pk: int) -> Membership:
    return get_object_or_404(cohort.members.select_related("learner", "cohort"), pk=pk)


def member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Show a member: correct the name, replace the card, see what was agreed and planned."""
    cohort = _cohort(request, pk)
    membership = _member(cohort, member_pk)
    form = NameForm(request.POST or None, initial={"name": membership.learner.name})
    if request.method == "POST" and form.is_valid():
        services.correct_name(membership=membership, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("cohort_member", pk, member_pk)
    return _show(
        request,
        "member",
        cohort=cohort,
        membership=membership,
        form=form,
        card_form=CardForm(initial={"language": _reading_language(cohort)}),
        mentoring=membership.mentoring.select_related("place"),
        plans=membership.plans.all(),
        recognition_form=RecognitionForm(_open_lessons(membership)),
        decision_form=DecisionForm(certifying.courses_of(cohort), initial={"language": _reading_language(cohort)}),
    )


@require_POST
def recognise(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Count lessons as finished for what a member knows already."""
    cohort = _cohort(request, pk)
    membership = _member(cohort, member_pk)
    form = RecognitionForm(_open_lessons(membership), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose lessons and write down the reason. Nothing was changed."))
    else:
        count = recognise_lessons(
            learner=membership.learner,
            course_key=cohort.course_key,
            content_keys=form.cleaned_data["lessons"],
            by=str(request.user),
            note=form.cleaned_data["note"],
        )
        text = ngettext("%(count)d lesson was recognised.", "%(count)d lessons were recognised.", count)
        messages.success(request, text % {"count": count})
    return redirect("cohort_member", pk, member_pk)


def _open_lessons(membership: Membership) -> list[PlannedLesson]:
    """Return the lessons of the cohort's course that a member hasn't finished."""
    plan = plan_for(membership.cohort, translation.get_language())
    known = LessonProgress.objects.of_course(membership.learner_id, membership.cohort.course_key)
    finished = {key for key, row in known.items() if row.finished_at}
    return [lesson for lesson in (plan.lessons if plan else []) if lesson.key not in finished]


# Certificates


@require_POST
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the certificates of all members who were there often enough."""
    cohort = _cohort(request, pk)
    courses = certifying.courses_of(cohort)
    form = CertificateForm(courses, request.POST)
    if not form.is_valid():
        raise Http404
    count = certifying.certify_attendance(cohort=cohort, course=courses[form.cleaned_data["language"]])
    text = ngettext(
        "%(count)d person was there often enough and has the certificate.",
        "%(count)d people were there often enough and have the certificate.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("cohort_screen", pk)


@require_POST
def decide(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Issue a member's certificate because the trainer decides so."""
    cohort = _cohort(request, pk)
    membership = _member(cohort, member_pk)
    courses = certifying.courses_of(cohort)
    form = DecisionForm(courses, request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down the reason. Nothing was changed."))
    else:
        data = form.cleaned_data
        try:
            certifying.certify_by_decision(
                membership=membership, course=courses[data["language"]], by=str(request.user), note=data["note"]
            )
        except certifying.NameMissing:
            messages.error(request, _("First write down the name: it stands on the certificate."))
        else:
            messages.success(request, _("The certificate was issued."))
    return redirect("cohort_member", pk, member_pk)


@require_GET
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Send all certificates of the cohort as one PDF file."""
    cohort = _cohort(request, pk)
    found = certifying.certificates_of(cohort)
    if not found:
        raise Http404
    try:
        pdf = certificates_pdf(found)
    except PdfEngineMissing:
        messages.error(request, _("This site can't make PDF files at the moment."))
        return redirect("cohort_screen", pk)
    headers = {"Content-Disposition": f'attachment; filename="certificates-{cohort.pk}.pdf"'}
    return HttpResponse(pdf, "application/pdf", headers=headers)


def edit_record(request: HttpRequest, pk: int, member_pk: int, kind: str, record_pk: int | None = None) -> HttpResponse:
    """Add or change an entry of a member's mentoring log (`mentoring`) or a plan of action (`plan`)."""
    cohort = _cohort(request, pk)
    membership = _member(cohort, member_pk)
    if kind not in RECORDS:
        raise Http404
    model, form_class = RECORDS[kind]
    record = (
        get_object_or_404(model, pk=record_pk, membership=membership) if record_pk else model(membership=membership)
    )
    initial = {} if record_pk or kind == "plan" else {"on": timezone.localdate(), "mentor": str(request.user)}
    form = form_class(request.POST or None, instance=record, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("cohort_member", pk, member_pk)
    return _form_page(request, cohort, form, model._meta.verbose_name, subtitle=membership.learner)


# Sessions and attendance


def _session(cohort: Cohort, pk: int) -> Session:
    return get_object_or_404(cohort.sessions.select_related("cohort", "place"), pk=pk)


def edit_session(request: HttpRequest, pk: int, session_pk: int | None = None) -> HttpResponse:
    """Add or change a session."""
    cohort = _cohort(request, pk)
    session = _session(cohort, session_pk) if session_pk else Session(cohort=cohort, place=cohort.place)
    form = SessionForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("cohort_screen", pk)
    return _form_page(request, cohort, form, Session._meta.verbose_name)


def roster(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Show and store who was at a session."""
    cohort = _cohort(request, pk)
    session = _session(cohort, session_pk)
    if request.method == "POST":
        noted = services.note_attendance(session=session, by=request.user, marks=_marks(request, cohort))
        _tell(request, noted)
        return redirect("cohort_roster", pk, session_pk)
    known = {row.membership_id: row for row in session.attendance.select_related("noted_by")}
    rows = [(membership, known.get(membership.pk)) for membership in cohort.members.by_name()]
    return _show(
        request,
        "roster",
        cohort=cohort,
        session=session,
        rows=rows,
        statuses=Attendance.STATUSES,
        evidence=session.evidence.needed(),
    )


def _marks(request: HttpRequest, cohort: Cohort) -> dict[int, services.Mark]:
    """Return what a roster says; `rest` is a status for everybody who has none yet."""
    known = dict(Attendance.STATUSES)
    rest = request.POST.get("rest", "")
    marks = {}
    for pk in cohort.members.values_list("pk", flat=True):
        now = request.POST.get(f"now-{pk}") or rest
        # Whoever joined after the roster was shown is not on it.
        if f"was-{pk}" in request.POST and now in known:
            marks[pk] = services.Mark(request.POST[f"was-{pk}"], now)
    return marks


def _tell(request: HttpRequest, noted: services.Noted) -> None:
    """Say what was stored; this comes after it was."""
    text = ngettext("Saved at %(time)s: %(count)d change.", "Saved at %(time)s: %(count)d changes.", noted.changed)
    time = formats.time_format(timezone.localtime(noted.at), "H:i:s")
    messages.success(request, text % {"time": time, "count": noted.changed})
    if noted.left_alone:
        names = ", ".join(str(membership) for membership in noted.left_alone)
        messages.warning(
            request, _("Somebody else noted these meanwhile; look at them again: %(names)s") % {"names": names}
        )


@require_GET
def sheet(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Show the list that people sign on paper."""
    cohort = _cohort(request, pk)
    session = _session(cohort, session_pk)
    members = cohort.members.by_name()
    empty = range(max(0, cohort.seats - len(members)))
    evidence = session.evidence.needed()
    return _show(request, "sheet", cohort=cohort, session=session, members=members, empty=empty, evidence=evidence)
