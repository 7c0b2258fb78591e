"""Writing answers and progress. Everything may be sent twice and counts once."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.core.exercises.marking import snapshot
from cms.core.exercises.walk import Exercise
from courses.learners.models import Learner

from .models import Attempt, LessonProgress, QuestionVersion
from .states import MOST_TRIES, ExerciseState

LONGEST_TEXT = 10_000
# An open question keeps each text that was saved, a case each ending that was reached; a script can't fill the disk.
MOST_KEPT = 100

_also_merged: list[Callable[[Learner, Learner], None]] = []


def attempt_id(learner: Learner, course_key: UUID, content_key: UUID, block_id: str, number: int) -> UUID:
    """Return the id of an answer whose sender made none: the same for the same try."""
    return uuid.uuid5(learner.pk, f"{course_key}/{content_key}/{block_id}/{number}")


@transaction.atomic
def record_answer(
    *,
    learner: Learner,
    course_key: UUID,
    content_key: UUID,
    exercise: Exercise,
    answer: dict[str, Any],
    is_right: bool | None,
    number: int,
    language: str,
    hint_used: bool = False,
    client_id: UUID | None = None,
) -> Attempt | None:
    """Keep an answer and return it, or None if it counts no more: it was sent before (a double tap, a second tab, a
    repeated request), or the question is done.

    `number` is the try that the sender saw. `client_id` makes a repeated request known by itself.
    """
    lock_learner(learner)
    place = {"course_key": course_key, "content_key": content_key, "block_id": exercise.id}
    given = list(Attempt.objects.filter(learner=learner, **place).order_by("number"))
    state = ExerciseState(tuple(given))
    most = MOST_TRIES if exercise.kind == "choice_question" else MOST_KEPT
    is_closed = exercise.kind == "choice_question" and state.is_closed
    is_same = exercise.kind != "choice_question" and bool(given) and given[-1].answer == answer
    if number != state.next_number or len(given) >= most or is_closed or is_same:
        return None
    attempt = Attempt(
        id=client_id or attempt_id(learner, course_key, content_key, exercise.id, number),
        learner=learner,
        number=number,
        version=_version_of(content_key, exercise, language),
        answer=answer,
        is_right=is_right,
        hint_used=hint_used,
        answered_at=timezone.now(),
        **place,
    )
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        # A made-up id that somebody else's answer has, or the same answer at the same moment.
        return None
    return attempt


def _version_of(content_key: UUID, exercise: Exercise, language: str) -> QuestionVersion:
    content = snapshot(exercise)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    version, _made = QuestionVersion.objects.get_or_create(
        content_key=content_key,
        block_id=exercise.id,
        language=language,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        defaults={"content": content, "kind": exercise.kind},
    )
    return version


@transaction.atomic
def record_progress(
    *, learner: Learner, course_key: UUID, content_key: UUID, exercise_ids: list[str], was_read: bool = False
) -> LessonProgress:
    """Note that somebody worked on a lesson, and that it is finished once it was read and its questions were answered.

    `exercise_ids` are the exercises of the lesson as it is now; questions taken out of it are not asked for any more.
    """
    lock_learner(learner)
    now = timezone.now()
    progress, _made = LessonProgress.objects.get_or_create(
        learner=learner,
        course_key=course_key,
        content_key=content_key,
        defaults={"started_at": now, "last_at": now},
    )
    progress.last_at = now
    if was_read and progress.read_at is None:
        progress.read_at = now
    if progress.finished_at is None and progress.read_at is not None:
        answered = set(
            Attempt.objects.in_lesson(learner.pk, course_key, content_key).order_by().values_list("block_id", flat=True)
        )
        if answered.issuperset(exercise_ids):
            progress.finished_at = now
            progress.reason = "done"
            progress.criterion = {"exercises": exercise_ids}
    progress.save()
    return progress


@transaction.atomic
def recognise_lessons(*, learner: Learner, course_key: UUID, content_keys: Iterable[UUID], by: str, note: str) -> int:
    """Count lessons as finished for what somebody knows already, and return how many were not finished yet.

    Who recognised it and why is kept as the criterion.
    """
    lock_learner(learner)
    now = timezone.now()
    known = LessonProgress.objects.of_course(learner.pk, course_key)
    changed = 0
    for key in content_keys:
        progress = known.get(key) or LessonProgress(
            learner=learner, course_key=course_key, content_key=key, started_at=now, last_at=now
        )
        if progress.finished_at is None:
            progress.finished_at, progress.reason = now, "recognised"
            progress.criterion = {"by": by, "note": note}
            progress.save()
            changed += 1
    return changed


def lock_learner(learner: Learner) -> None:
    """Let one request at a time write for a learner. SQLite has one writer at a time anyway."""
    Learner.objects.select_for_update().only("pk").get(pk=learner.pk)


def also_merge(move: Callable[[Learner, Learner], None]) -> None:
    """Register what an upper app has to move in `merge_learners`: `move(kept, gone)`, within its transaction."""
    _also_merged.append(move)


def remove_unused_versions() -> int:
    """Delete the snapshots of questions that no answer refers to any more, and return how many there were."""
    return QuestionVersion.objects.exclude(pk__in=Attempt.objects.values("version")).delete()[0]


@transaction.atomic
def merge_learners(*, into: Learner, other: Learner) -> Learner:
    """Put two learners' work together and return the one that stays, `into`. Nothing is lost, whichever comes first.

    Answers to the same question are numbered anew in the order in which they were given. Of a lesson that both have
    worked on, the earliest of each date stays. The other learner's cookie and code lead to `into` from now on.
    """
    pair = list(Learner.objects.select_for_update().filter(pk__in=[into.pk, other.pk]).order_by("pk"))
    kept = next(learner for learner in pair if learner.pk == into.pk)
    gone = next((learner for learner in pair if learner.pk != into.pk), None)
    if gone is None or gone.merged_into_id or kept.merged_into_id:
        return kept
    _merge_attempts(kept, gone)
    _merge_lessons(kept, gone)
    for move in _also_merged:
        move(kept, gone)
    kept.name = kept.name or gone.name
    kept.account = kept.account or gone.account
    kept.last_seen_on = max(kept.last_seen_on, gone.last_seen_on)
    gone.account = None
    gone.merged_into = kept
    if kept.code_digest is None:
        kept.code_digest, gone.code_digest = gone.code_digest, None
    # First the one that gives its account and code away: each may be there once only.
    gone.save()
    kept.save()
    Learner.objects.filter(merged_into=gone).update(merged_into=kept)
    return kept


def _merge_attempts(kept: Learner, gone: Learner) -> None:
    both: dict[tuple[UUID, UUID, str], list[Attempt]] = {}
    for attempt in Attempt.objects.filter(learner__in=[kept, gone]).order_by("answered_at", "pk"):
        both.setdefault((attempt.course_key, attempt.content_key, attempt.block_id), []).append(attempt)
    changed = []
    for attempts in both.values():
        if any(attempt.learner_id == gone.pk for attempt in attempts):
            changed += attempts
            for number, attempt in enumerate(attempts, 1):
                attempt.number = number
    # Two steps, for no two answers may have the same number in between.
    offset = 1000
    for attempt in changed:
        attempt.learner = kept
        attempt.number += offset
    Attempt.objects.bulk_update(changed, ["learner", "number"], batch_size=500)
    for attempt in changed:
        attempt.number -= offset
    Attempt.objects.bulk_update(changed, ["number"], batch_size=500)


def _merge_lessons(kept: Learner, gone: Learner) -> None:
    own = {(row.course_key, row.content_key): row for row in LessonProgress.objects.filter(learner=kept)}
    for row in LessonProgress.objects.filter(learner=gone):
        mine = own.get((row.course_key, row.content_key))
        if mine is None:
            row.learner = kept
            row.save()
            continue
        if row.finished_at and (mine.finished_at is None or row.finished_at < mine.finished_at):
            mine.finished_at, mine.reason, mine.criterion = row.finished_at, row.reason, row.criterion
        mine.started_at = min(mine.started_at, row.started_at)
        mine.last_at = max(mine.last_at, row.last_at)
        mine.read_at = min((at for at in (mine.read_at, row.read_at) if at), default=None)
        mine.save()
        row.delete()
