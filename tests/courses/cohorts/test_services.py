"""What is written about a cohort: seats, cards, attendance; twice is once, and nobody's work is overwritten."""

from uuid import uuid4

import pytest

from courses.cohorts import services
from courses.cohorts.models import Attendance, Membership
from courses.cohorts.services import Mark
from courses.learners.codes import in_groups
from courses.learners.models import Learner
from courses.practice.services import merge_learners
from tests.factories import UserFactory
from tests.factories.cohorts import member, session

# Seats


def test_joining_twice_takes_one_seat(cohort):
    learner = Learner.objects.create()

    services.join(cohort=cohort, learner=learner, name="Мария")
    services.join(cohort=cohort, learner=learner, name="Мария")

    assert [str(membership) for membership in cohort.members.all()] == ["Мария"]


def test_nobody_joins_a_full_cohort_but_its_members_stay(cohort):
    cohort.seats = 1
    cohort.save()
    inside = member(cohort).learner

    with pytest.raises(services.CohortFull):
        services.join(cohort=cohort, learner=Learner.objects.create())
    assert services.join(cohort=cohort, learner=inside).learner == inside


def test_nobody_joins_a_closed_cohort(cohort):
    services.set_open(cohort=cohort, is_open=False)

    with pytest.raises(services.CohortClosed):
        services.join(cohort=cohort, learner=Learner.objects.create())


def test_a_trainer_adds_people_to_a_closed_cohort_and_all_or_nobody(cohort):
    services.set_open(cohort=cohort, is_open=False)
    cohort.seats = 2
    cohort.save()

    with pytest.raises(services.CohortFull):
        services.add_people(cohort=cohort, names=["А", "Б", "В"], form_id=uuid4())
    assert not Learner.objects.exists()
    assert len(services.add_people(cohort=cohort, names=["А", "Б"], form_id=uuid4())) == 2


# Cards


def test_a_form_sent_twice_adds_people_once_and_the_second_cards_are_good(cohort):
    form_id = uuid4()

    first = services.add_people(cohort=cohort, names=["Мария", "Мария"], form_id=form_id)
    second = services.add_people(cohort=cohort, names=["Мария", "Мария"], form_id=form_id)

    assert cohort.members.count() == 2
    assert [Learner.objects.with_code(card.code) for card in first] == [None, None]
    assert len({Learner.objects.with_code(card.code) for card in second}) == 2


def test_a_new_card_ends_the_lost_one(cohort):
    (lost,) = services.add_people(cohort=cohort, names=["Мария"], form_id=uuid4())
    membership = cohort.members.get()

    card = services.replace_card(membership=membership)

    assert Learner.objects.with_code(lost.code) is None
    assert Learner.objects.with_code(card.code) == membership.learner
    assert card.name == "Мария"
    assert len(in_groups(card.code)) == 24


def test_whoever_has_an_account_gets_no_card(cohort):
    membership = member(cohort)
    membership.learner.account = UserFactory()

    with pytest.raises(ValueError, match="account"):
        services.replace_card(membership=membership)


# Attendance


@pytest.fixture
def day(cohort):
    return session(cohort)


def note(day, *, by=None, **marks):
    by = by or UserFactory()
    names = {membership.learner.name: membership.pk for membership in day.cohort.members.select_related("learner")}
    return services.note_attendance(
        session=day, by=by, marks={names[name]: Mark(*mark.split(">")) for name, mark in marks.items()}
    )


def noted(day):
    rows = Attendance.objects.filter(session=day).select_related("membership__learner")
    return {row.membership.learner.name: row.status for row in rows}


def test_a_roster_stores_what_was_chosen(cohort, day):
    member(cohort, "A"), member(cohort, "B")

    assert note(day, A=">present", B=">").changed == 1
    assert noted(day) == {"A": "present"}


def test_a_roster_sent_twice_is_stored_once(cohort, day):
    member(cohort, "A")
    by = UserFactory()

    note(day, by=by, A=">late")
    again = note(day, A=">late")

    assert (again.changed, again.left_alone) == (0, [])
    assert Attendance.objects.get().noted_by == by


def test_two_trainers_do_not_overwrite_what_the_other_touched(cohort, day):
    member(cohort, "A"), member(cohort, "B")

    note(day, A=">present", B=">")
    note(day, A=">", B=">absent")

    assert noted(day) == {"A": "present", "B": "absent"}


def test_an_old_roster_does_not_take_back_what_was_changed_since(cohort, day):
    member(cohort, "A"), member(cohort, "B")
    note(day, A=">present", B=">present")

    note(day, A="present>excused", B="present>present")
    note(day, A="present>present", B="present>late")

    assert noted(day) == {"A": "excused", "B": "late"}


def test_of_two_who_touch_a_row_the_first_is_kept_and_the_second_is_told(cohort, day):
    both = member(cohort, "A")

    note(day, A=">present")
    second = note(day, A=">absent")

    assert noted(day) == {"A": "present"}
    assert second.left_alone == [both]


def test_a_roster_knows_only_its_own_cohort(cohort, foreign, day):
    stranger = member(foreign, "C")

    services.note_attendance(session=day, by=UserFactory(), marks={stranger.pk: Mark("", "present")})

    assert not Attendance.objects.exists()


# One person on two devices


def test_memberships_follow_when_learners_are_merged(cohort, foreign):
    card, phone = member(cohort, "card"), member(foreign, "phone")

    merge_learners(into=card.learner, other=phone.learner)

    assert {row.cohort for row in Membership.objects.filter(learner=card.learner)} == {cohort, foreign}


def test_two_memberships_in_one_cohort_become_one_with_all_that_was_noted(cohort):
    card, phone = member(cohort, "card"), member(cohort, "phone")
    first, second = session(cohort), session(cohort)
    note(first, card=">present", phone=">absent")
    note(second, phone=">late")
    phone.plans.create(problem="Вода", steps="Писмо")

    merge_learners(into=card.learner, other=phone.learner)

    assert [str(row.learner) for row in cohort.members.all()] == ["card"]
    assert [noted(first), noted(second)] == [{"card": "present"}, {"card": "late"}]
    assert cohort.members.get().plans.count() == 1
