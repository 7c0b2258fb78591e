"""People in a cohort: added by name with a card, their names, visits of a mentor, plans of action."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.learners.codes import read_code
from courses.learners.models import Learner
from tests.factories import UserFactory
from tests.factories.cohorts import member
from tests.factories.learning import Phone


@pytest.fixture
def address(cohort):
    return reverse("cohort_add_people", args=[cohort.pk])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def add(trainer, address, names, **fields):
    page = soup(trainer.get(address))
    form = {"form_id": page.select_one("input[name=form_id]")["value"], "language": "bg", "names": names, **fields}
    return trainer.post(address, form)


def cards_on(response):
    return [
        (card.h2.get_text(), read_code(card.select_one(".code").get_text())) for card in soup(response).select("li")
    ]


def test_each_line_is_a_person_with_a_card(trainer, cohort, address):
    response = add(trainer, address, " Мария  Иванова \n\nأحمد\n")

    cards = cards_on(response)
    assert [name for name, _code in cards] == ["Мария Иванова", "أحمد"]
    assert [str(Learner.objects.with_code(code)) for _name, code in cards] == ["Мария Иванова", "أحمد"]
    assert len(soup(response).select("li svg")) == 2
    assert "no-store" in response["Cache-Control"]
    assert {"Мария Иванова", "أحمد"} == {str(membership) for membership in cohort.members.all()}


def test_a_card_lets_its_owner_go_on_at_any_phone(trainer, cohort, address):
    ((_name, code),) = cards_on(add(trainer, address, "Мария"))
    phone = Phone()

    phone.send(phone.get(f"/bg/learning/resume/?code={code}").select_one("main form"), code=code)

    assert phone.learner == cohort.members.get().learner


def test_a_card_speaks_the_language_of_its_owner(trainer, address):
    page = soup(add(trainer, address, "أحمد", language="ar-simple"))

    assert page.html["lang"] == "ar-simple"
    assert page.html["dir"] == "rtl"
    assert "/ar-simple/learning/resume/" in page.select_one("li").get_text()


def test_more_people_than_seats_add_nobody_and_say_so(trainer, cohort, address):
    cohort.seats = 1
    cohort.save()

    response = add(trainer, address, "A\nB")

    assert response.context["form"].errors["names"]
    assert not cohort.members.exists()


@pytest.mark.parametrize("names", ["", " \n ", "A" * 201, "\n".join(["A"] * 101)])
def test_what_is_no_list_of_names_is_refused(trainer, cohort, address, names):
    assert add(trainer, address, names).context["form"].errors["names"]
    assert not cohort.members.exists()


def test_a_lost_card_is_replaced_and_ends(trainer, cohort, address):
    ((_name, lost),) = cards_on(add(trainer, address, "Мария"))
    one = cohort.members.get()

    ((name, code),) = cards_on(trainer.post(reverse("cohort_card", args=[cohort.pk, one.pk]), {"language": "bg"}))

    assert name == "Мария"
    assert Learner.objects.with_code(code) == one.learner
    assert Learner.objects.with_code(lost) is None


def test_looking_at_a_member_leaves_the_card_as_it_is(trainer, cohort, address):
    ((_name, code),) = cards_on(add(trainer, address, "Мария"))
    one = cohort.members.get()

    trainer.get(reverse("cohort_member", args=[cohort.pk, one.pk]))

    assert trainer.get(reverse("cohort_card", args=[cohort.pk, one.pk])).status_code == 405
    assert Learner.objects.with_code(code) == one.learner


def test_a_trainer_gets_no_card_for_somebodys_account(trainer, cohort):
    one = member(cohort)
    one.learner.account = UserFactory()
    one.learner.save()

    assert not soup(trainer.get(reverse("cohort_member", args=[cohort.pk, one.pk]))).select("#card")
    assert trainer.post(reverse("cohort_card", args=[cohort.pk, one.pk]), {"language": "bg"}).status_code == 404
    one.learner.refresh_from_db()
    assert one.learner.code_digest is None


def test_a_name_is_corrected(trainer, cohort):
    one = member(cohort, "Мраия")

    trainer.post(reverse("cohort_member", args=[cohort.pk, one.pk]), {"name": "Мария"})

    one.learner.refresh_from_db()
    assert one.learner.name == "Мария"


def test_a_visit_of_a_mentor_is_kept_with_what_was_agreed(trainer, cohort):
    one = member(cohort)
    address = reverse("cohort_add_record", args=[cohort.pk, one.pk, "mentoring"])
    assert str(trainer.user) in trainer.get(address).content.decode()

    trainer.post(address, {"on": "2026-03-09", "mentor": "Иван", "agreed": "Писмо до общината"})

    page = trainer.get(reverse("cohort_member", args=[cohort.pk, one.pk])).content.decode()
    assert "Писмо до общината" in page and "Иван" in page


def test_a_plan_of_action_gets_its_result_later(trainer, cohort):
    one = member(cohort)
    form = {"problem": "Няма вода", "steps": "Подписка", "by_when": "2026-05-01"}
    trainer.post(reverse("cohort_add_record", args=[cohort.pk, one.pk, "plan"]), form)
    plan = one.plans.get()

    trainer.post(
        reverse("cohort_edit_record", args=[cohort.pk, one.pk, "plan", plan.pk]), form | {"result": "Има вода"}
    )

    plan.refresh_from_db()
    assert (plan.problem, plan.result) == ("Няма вода", "Има вода")


def test_another_kind_of_record_does_not_exist(trainer, cohort):
    one = member(cohort)

    assert trainer.get(reverse("cohort_add_record", args=[cohort.pk, one.pk, "grades"])).status_code == 404
