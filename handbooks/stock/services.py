"""Writing the ledger of printed copies."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from .models import HandOut, PrintRun


class NotEnoughCopies(Exception):
    """More copies than are left. `wanted` and `left` say how many."""

    def __init__(self, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} of {left}")
        self.wanted, self.left = wanted, left


def copies_left(print_run: PrintRun) -> int:
    """Return how many copies of a print run are still there."""
    handed_out = print_run.hand_outs.aggregate(total=Sum("copies"))["total"] or 0
    return print_run.copies - handed_out


@transaction.atomic
def hand_out(
    *, print_run: PrintRun, on: date, copies: int, to_whom: str, event: Any | None, by: Any, form_id: UUID
) -> HandOut:
    """Note that copies were handed out. The same `form_id` again returns the entry that is there.

    Raises NotEnoughCopies, and then notes nothing.
    """
    # Two people at one seminar enter at once: one after the other.
    print_run = PrintRun.objects.select_for_update().get(pk=print_run.pk)
    there = HandOut.objects.filter(form_id=form_id).first()
    if there is not None:
        return there
    left = copies_left(print_run)
    if copies > left:
        raise NotEnoughCopies(copies, left)
    return HandOut.objects.create(
        print_run=print_run, on=on, copies=copies, to_whom=to_whom, event=event, noted_by=by, form_id=form_id
    )


@transaction.atomic
def correct(*, entry: HandOut, copies: int, by: Any, form_id: UUID) -> HandOut | None:
    """Note that an entry should have said `copies`: the difference becomes an entry of its own, None if there is none.

    Corrections of the entry that are there count. Raises NotEnoughCopies, and then notes nothing.
    """
    print_run = PrintRun.objects.select_for_update().get(pk=entry.print_run_id)
    there = HandOut.objects.filter(form_id=form_id).first()
    if there is not None:
        return there
    corrected = entry.corrections.aggregate(total=Sum("copies"))["total"] or 0
    difference = copies - entry.copies - corrected
    if not difference:
        return None
    left = copies_left(print_run)
    if difference > left:
        raise NotEnoughCopies(difference, left)
    return HandOut.objects.create(
        print_run=print_run,
        on=entry.on,
        copies=difference,
        to_whom=entry.to_whom,
        event=entry.event,
        corrects=entry,
        noted_by=by,
        form_id=form_id,
    )
