"""Writing cohorts."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from cms.core.cache import content_changed
from courses.learners.models import Learner
from courses.learners.services import give_code

from .models import Attendance, AttendanceEvidence, Cohort, Membership, Session


class CohortClosed(Exception):
    """Nobody may join any more."""


class CohortFull(Exception):
    """There are not enough free seats."""


class Card(NamedTuple):
    """What is printed for somebody without an e-mail address: their name and their new resume code (digits only)."""

    name: str
    code: str


class Mark(NamedTuple):
    """A row of the roster as it came back: what it showed (`was`, empty for nothing) and what was chosen."""

    was: str
    now: str


class Noted(NamedTuple):
    """What became of a roster: when it was stored, how many rows it changed, and whose row somebody else had changed
    since it was shown, so that it was left alone.
    """

    at: Any
    changed: int
    left_alone: list[Membership]


def _lock(cohort: Cohort) -> Cohort:
    # Seats are counted while nobody else can take one.
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def _free_seats(cohort: Cohort) -> int:
    return cohort.seats - cohort.members.count()


@transaction.atomic
def join(*, cohort: Cohort, learner: Learner, name: str = "") -> Membership:
    """Let a learner into a cohort, under a name. Joining twice is joining once.

    Raises CohortClosed or CohortFull.
    """
    cohort = _lock(cohort)
    membership = Membership.objects.filter(cohort=cohort, learner=learner).first()
    if membership is None:
        if not cohort.is_open:
            raise CohortClosed
        if _free_seats(cohort) < 1:
            raise CohortFull
        membership = Membership.objects.create(cohort=cohort, learner=learner)
    if name:
        Learner.objects.filter(pk=learner.pk).update(name=name)
    return membership


@transaction.atomic
def add_people(*, cohort: Cohort, names: Iterable[str], form_id: UUID) -> list[Card]:
    """Add learners by name to a cohort, open or not, and return a card for each.

    `form_id` is the form's: sent twice it adds everybody once, and the second cards end the first ones. Raises
    CohortFull, and then adds nobody.
    """
    cohort = _lock(cohort)
    cards = []
    for number, name in enumerate(names):
        learner, made = Learner.objects.get_or_create(
            pk=uuid5(form_id, f"{cohort.pk}/{number}/{name}"), defaults={"name": name}
        )
        if made:
            if _free_seats(cohort) < 1:
                raise CohortFull
            Membership.objects.create(cohort=cohort, learner=learner)
        cards.append(Card(learner.name, give_code(learner=learner)))
    return cards


def replace_card(*, membership: Membership) -> Card:
    """Return a new card for a lost one, whose code is worth nothing from now on.

    Somebody with an account gets none: they log in, and a card would open what they learn elsewhere.
    """
    if membership.learner.account_id:
        raise ValueError("A learner with an account needs no card.")
    return Card(membership.learner.name, give_code(learner=membership.learner))


def correct_name(*, membership: Membership, name: str) -> None:
    """Write somebody's name as it should be."""
    Learner.objects.filter(pk=membership.learner_id).update(name=name)


def set_open(*, cohort: Cohort, is_open: bool) -> None:
    """Let people join a cohort, or no longer."""
    Cohort.objects.filter(pk=cohort.pk).update(is_open=is_open)


@transaction.atomic
def note_attendance(*, session: Session, by: Any, marks: Mapping[int, Mark]) -> Noted:
    """Store a roster: `marks` by the memberships' ids. Sent twice it is stored once.

    Rows that weren't touched stay as they are, so two trainers can fill one roster at once. A row that both touched
    keeps what the first one stored.
    """
    _lock(session.cohort)
    rows = {row.membership_id: row for row in Attendance.objects.filter(session=session)}
    # Whoever is deleted at this moment is gone first, or takes along what is noted here.
    locked = session.cohort.members.select_for_update(of=("self",)).select_related("learner").order_by("pk")
    members = {row.pk: row for row in locked}
    at = timezone.now()
    changed, left_alone = 0, []
    for pk, mark in marks.items():
        row = rows.get(pk)
        stored = row.status if row else ""
        if pk not in members or not mark.now or mark.now in (mark.was, stored):
            continue
        if stored != mark.was:
            left_alone.append(members[pk])
            continue
        row = row or Attendance(session=session, membership=members[pk])
        row.status, row.noted_at, row.noted_by = mark.now, at, by
        row.save()
        changed += 1
    if changed and session.event_id:
        content_changed()
    return Noted(at, changed, left_alone)


def follow_merge(kept: Learner, gone: Learner) -> None:
    """Put two learners' memberships together when the learners are merged. Of one session the first note stays."""
    memberships = _lock_memberships(kept, gone)
    own = {row.cohort_id: row for row in memberships if row.learner_id == kept.pk}
    for row in memberships:
        if row.learner_id == kept.pk:
            continue
        mine = own.get(row.cohort_id)
        if mine is None:
            row.learner = kept
            row.save()
            continue
        noted = mine.attendance.values_list("session_id", flat=True)
        row.attendance.exclude(session__in=list(noted)).update(membership=mine)
        row.mentoring.update(membership=mine)
        row.plans.update(membership=mine)
        row.delete()


def keep_evidence(learner: Learner, choices: Mapping[str, str]) -> None:
    """Keep the attendance that funders may still ask for, apart from a learner who is about to be deleted. There is no
    choice about it.
    """
    _lock_memberships(learner)
    person = uuid4()
    AttendanceEvidence.objects.bulk_create(
        AttendanceEvidence(
            session_id=row.session_id, person=person, name=learner.name, status=row.status, noted_at=row.noted_at
        )
        for row in Attendance.objects.needed().filter(membership__learner=learner)
    )


def remove_expired_evidence() -> int:
    """Delete the evidence that no funder may ask for any more, and return how many rows there were."""
    return AttendanceEvidence.objects.not_needed().delete()[0]


def _lock_memberships(*learners: Learner) -> list[Membership]:
    # Nobody can note their attendance meanwhile.
    return list(Membership.objects.select_for_update().filter(learner__in=learners).order_by("pk"))
