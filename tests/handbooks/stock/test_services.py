"""The ledger: never more handed out than printed, nothing changed, nothing twice."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.projects import metrics
from cms.projects.metrics import Period
from handbooks.stock.models import HandOut, PrintRun
from handbooks.stock.services import NotEnoughCopies, copies_left, correct, hand_out
from tests.factories import ProjectPageFactory, UserFactory
from tests.factories.stock import PrintRunFactory

DAY = date(2014, 6, 12)


def give(print_run: PrintRun, copies: int, **fields) -> HandOut:
    options = {"on": DAY, "to_whom": "Община Хасково", "event": None, "by": None, "form_id": uuid4()} | fields
    return hand_out(print_run=print_run, copies=copies, **options)


@pytest.fixture
def print_run(db):
    return PrintRunFactory()


def test_what_was_handed_out_is_no_longer_there(print_run):
    give(print_run, 100)
    give(print_run, 50)

    counted = PrintRun.objects.with_counts().get()
    assert (counted.handed_out, counted.left) == (150, 100)
    assert copies_left(print_run) == 100


def test_the_last_copy_can_be_given_away_and_no_more(print_run):
    give(print_run, 250)

    with pytest.raises(NotEnoughCopies) as refused:
        give(print_run, 1)

    assert (refused.value.wanted, refused.value.left) == (1, 0)
    assert HandOut.objects.count() == 1


def test_a_double_tap_counts_once(print_run):
    form_id = uuid4()

    assert give(print_run, 200, form_id=form_id) == give(print_run, 200, form_id=form_id)

    assert copies_left(print_run) == 50


def test_a_correction_is_a_new_entry_and_the_old_one_stays(print_run):
    entry = give(print_run, 30)
    somebody = UserFactory()

    new = correct(entry=entry, copies=20, by=somebody, form_id=uuid4())

    assert (new.copies, new.corrects, new.on, new.noted_by) == (-10, entry, DAY, somebody)
    entry.refresh_from_db()
    assert entry.copies == 30
    assert copies_left(print_run) == 230


def test_a_second_correction_counts_from_the_first(print_run):
    entry = give(print_run, 30)
    correct(entry=entry, copies=20, by=None, form_id=uuid4())

    correct(entry=entry, copies=25, by=None, form_id=uuid4())

    assert copies_left(print_run) == 225


def test_a_correction_that_changes_nothing_is_none(print_run):
    entry = give(print_run, 30)

    assert correct(entry=entry, copies=30, by=None, form_id=uuid4()) is None
    assert HandOut.objects.count() == 1


def test_a_correction_cannot_hand_out_more_than_there_is(print_run):
    entry = give(print_run, 30)
    give(print_run, 200)

    with pytest.raises(NotEnoughCopies):
        correct(entry=entry, copies=51, by=None, form_id=uuid4())

    assert copies_left(print_run) == 20


class AnyLedger(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 120)), max_size=12))
    def test_whatever_is_entered_the_stock_is_never_below_nothing(self, acts):
        print_run, entries = PrintRunFactory(), []
        for which, copies in acts:
            try:
                if which and entries:
                    correct(entry=entries[which % len(entries)], copies=copies, by=None, form_id=uuid4())
                elif copies:
                    entries.append(give(print_run, copies))
            except NotEnoughCopies:
                pass
            assert 0 <= copies_left(print_run) <= print_run.copies


# What a project counts


def test_a_projects_copies_are_counted_in_the_period(home):
    project = ProjectPageFactory(parent=home)
    run = PrintRunFactory(project=project, printed_on=date(2014, 5, 1))
    PrintRunFactory(printed_on=date(2014, 5, 1))
    give(run, 40, on=date(2014, 6, 12))
    give(run, 10, on=date(2015, 1, 2))
    names = ["copies_printed", "copies_handed_out"]

    assert metrics.values(project, names=names) == {"copies_printed": 250, "copies_handed_out": 50}
    june = Period(date(2014, 6, 1), date(2014, 6, 30))
    assert metrics.values(project, june, names) == {"copies_printed": 0, "copies_handed_out": 40}
