"""Attendance that a funder may ask for outlives the learner: until the project's date, and nothing else of theirs."""

import csv
import json
from datetime import date, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from courses.cohorts import services
from courses.cohorts.models import Attendance, AttendanceEvidence
from courses.cohorts.tasks import remove_expired_evidence as task
from courses.learners.models import Learner
from courses.learners.services import delete_learner, remove_idle_learners
from courses.practice.services import merge_learners
from tests.factories import FundingProgrammeFactory, ProjectIndexPageFactory, ProjectPageFactory
from tests.factories import cohorts as factory
from tests.factories.cohorts import answer, member, session
from tests.factories.learning import Phone
from tests.factories.translations import translate

DELETE = "/bg/learning/delete/"


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def project(home):
    return ProjectPageFactory(
        parent=ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects"),
        title="Мостове",
        slug="bridges",
        programme=FundingProgrammeFactory(),
        retention_date=in_days(30),
    )


@pytest.fixture
def cohort(books, project):
    return factory.cohort(books.course, project=project)


@pytest.fixture
def day(cohort):
    return session(cohort)


def was_there(membership, day, status="present"):
    Attendance.objects.create(session=day, membership=membership, status=status, noted_at=timezone.now())
    return membership.learner


def change(project, **fields):
    for name, value in fields.items():
        setattr(project, name, value)
    project.save_revision().publish()


def kept():
    return [(row.name, row.session, row.status) for row in AttendanceEvidence.objects.needed()]


# What is kept


def delete_themselves(learner):
    delete_learner(learner=learner, choices={})


def become_idle(learner):
    Learner.objects.filter(pk=learner.pk).update(last_seen_on="2020-01-01")
    assert remove_idle_learners() == 1


@pytest.mark.parametrize("leave", [delete_themselves, become_idle])
def test_who_was_there_is_kept_when_the_learner_goes(cohort, day, leave):
    learner = was_there(member(cohort), day)
    noted_at = Attendance.objects.get().noted_at

    leave(learner)

    assert not Learner.objects.exists()
    assert kept() == [("Мария", day, "present")]
    assert AttendanceEvidence.objects.get().noted_at == noted_at


def test_nothing_else_of_theirs_is_kept_with_it(cohort, day, books):
    membership = member(cohort)
    learner = was_there(membership, day)
    answer(membership, books.chapters[0], True)

    delete_themselves(learner)

    assert set(model_to_dict(AttendanceEvidence.objects.get())) == {
        "id",
        "session",
        "person",
        "name",
        "status",
        "noted_at",
    }
    assert not cohort.members.exists()


@pytest.mark.parametrize(
    "fields",
    [{"programme": None}, {"retention_date": None}, {"retention_date": in_days(-1)}],
    ids=["no programme", "no date", "past"],
)
def test_nothing_is_kept_that_no_funder_may_ask_for(cohort, day, project, fields):
    change(project, **fields)

    delete_themselves(was_there(member(cohort), day))

    assert not AttendanceEvidence.objects.exists()


def test_nothing_is_kept_of_a_cohort_without_a_project(foreign):
    delete_themselves(was_there(member(foreign), session(foreign)))

    assert not AttendanceEvidence.objects.exists()


def test_what_was_noted_of_others_stays_with_them(cohort, day):
    was_there(member(cohort, "Иван"), day)

    delete_themselves(was_there(member(cohort, "Мария"), day))

    assert [name for name, _day, _status in kept()] == ["Мария"]
    assert Attendance.objects.get().membership.learner.name == "Иван"


@pytest.mark.parametrize("turned", [False, True])
def test_of_merged_learners_everything_is_kept_once(cohort, day, turned):
    card, phone, other_day = member(cohort, "card"), member(cohort, "phone"), session(cohort, on=date(2026, 3, 9))
    was_there(card, day)
    was_there(phone, day)
    was_there(phone, other_day, "late")
    into, gone = (phone, card) if turned else (card, phone)
    learner = merge_learners(into=into.learner, other=gone.learner)
    assert not AttendanceEvidence.objects.exists()

    delete_themselves(learner)

    name = into.learner.name
    assert kept() == [(name, day, "present"), (name, other_day, "late")]


def note(cohort, day):
    (membership,) = cohort.members.all()
    services.note_attendance(session=day, by=None, marks={membership.pk: services.Mark("", "present")})


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time anyway")
@pytest.mark.parametrize(
    "write",
    [
        note,
        lambda cohort, day: delete_themselves(cohort.members.get().learner),
        lambda cohort, day: merge_learners(into=Learner.objects.create(), other=cohort.members.get().learner),
    ],
    ids=["note", "delete", "merge"],
)
def test_a_roster_and_what_takes_its_people_away_wait_for_each_other(cohort, day, write):
    member(cohort)

    with CaptureQueriesContext(connection) as captured:
        write(cohort, day)

    locks = [query["sql"] for query in captured if "FOR UPDATE" in query["sql"]]
    assert any('FROM "cohorts_membership"' in sql for sql in locks)


# Until when


@pytest.mark.parametrize(("days", "stays"), [(0, True), (-1, False)])
def test_the_last_day_is_the_projects(cohort, day, project, days, stays):
    delete_themselves(was_there(member(cohort), day))
    change(project, retention_date=in_days(days))

    assert bool(kept()) is stays
    task()

    assert AttendanceEvidence.objects.exists() is stays


def test_a_later_date_keeps_it_longer(cohort, day, project, time_machine):
    delete_themselves(was_there(member(cohort), day))
    change(project, retention_date=in_days(60))

    time_machine.move_to(timezone.now() + timedelta(days=45))
    task()

    assert kept()


def test_a_cohort_that_changes_its_project_changes_what_is_kept(cohort, day, project):
    delete_themselves(was_there(member(cohort), day))
    cohort.project = ProjectPageFactory(parent=project.get_parent(), title="Друг", slug="other")
    cohort.save()

    assert kept() == []


def test_a_cohort_without_its_project_keeps_nothing(cohort, day):
    delete_themselves(was_there(member(cohort), day))
    cohort.project = None
    cohort.save()

    task()

    assert not AttendanceEvidence.objects.exists()


def test_what_the_source_page_says_counts_when_a_cohort_names_a_translation(cohort, day, project, home):
    translate(home, "en")
    translate(project.get_parent().specific, "en")
    cohort.project = translate(project, "en")
    cohort.save()
    type(project).objects.filter(pk=cohort.project_id).update(retention_date=in_days(-1))
    delete_themselves(was_there(member(cohort), day))
    assert kept()

    type(project).objects.filter(pk=project.pk).update(retention_date=in_days(-1))
    type(project).objects.filter(pk=cohort.project_id).update(retention_date=in_days(30))

    assert kept() == []


def test_a_project_written_in_another_language_says_so_itself(cohort, day, project, locale):
    type(project).objects.filter(pk=project.pk).update(locale=locale("en"))

    delete_themselves(was_there(member(cohort), day))

    assert kept()


# What trainers see


def page_of(trainer, name, *args):
    return BeautifulSoup(trainer.get(reverse(name, args=args)).content, "html.parser")


def test_a_sessions_numbers_stay(cohort, day):
    was_there(member(cohort, "Иван"), day)
    was_there(member(cohort, "Ана"), day, "absent")
    learner = was_there(member(cohort, "Мария"), day)
    was_there(member(cohort, "Мария"), session(cohort))
    before = [(row.present, row.noted) for row in cohort.sessions.with_counts()]

    delete_themselves(learner)

    assert before == [(2, 3), (1, 1)]
    assert [(row.present, row.noted) for row in cohort.sessions.with_counts()] == before
    assert cohort.sessions.noted().count() == 2


def test_numbers_forget_what_is_no_evidence_any_more(cohort, day, project):
    delete_themselves(was_there(member(cohort), day))
    change(project, retention_date=in_days(-1))

    assert [(row.present, row.noted) for row in cohort.sessions.with_counts()] == [(0, 0)]
    assert not cohort.sessions.noted().exists()


@pytest.mark.parametrize("name", ["cohort_roster", "cohort_sheet"])
def test_roster_and_list_name_who_is_gone_apart(trainer, cohort, day, name):
    member(cohort, "Иван")
    delete_themselves(was_there(member(cohort, "Мария"), day))

    page = page_of(trainer, name, cohort.pk, day.pk)

    evidence = page.select_one("#evidence").extract()
    assert [row.bdi.get_text() for row in evidence.select("li")] == ["Мария"]
    assert not evidence.select("a, input")
    assert "Мария" not in page.get_text()
    assert "Иван" in page.get_text()


@pytest.mark.parametrize("name", ["cohort_roster", "cohort_sheet"])
def test_past_the_date_nobody_is_shown_even_before_the_rows_are_gone(trainer, cohort, day, project, name):
    delete_themselves(was_there(member(cohort), day))
    change(project, retention_date=in_days(-1))

    assert not page_of(trainer, name, cohort.pk, day.pk).select("#evidence")


def test_the_files_have_a_row_for_each_session_of_who_is_gone(trainer, cohort, day):
    member(cohort, "Иван")
    delete_themselves(was_there(member(cohort, "=Мария"), day))

    content = trainer.get(reverse("cohort_export", args=[cohort.pk, "csv"])).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(trainer.get(reverse("cohort_export", args=[cohort.pk, "xlsx"])).content))

    rows = list(csv.reader(StringIO(content)))
    assert [len(row) for row in rows[2:]] == [0, 1, 4, 4]
    assert rows[-1][:3] == ["'=Мария", "2026-03-02", "Застъпничество"]
    last = book.active[book.active.max_row]
    assert [cell.value for cell in last][:3] == ["=Мария", "2026-03-02", "Застъпничество"]
    assert last[0].data_type == "s"


# What learners are told


@pytest.fixture
def phone(cohort):
    phone = Phone()
    address = f"/bg/join/{cohort.join_code}/"
    phone.send(phone.get(address).select_one("main form"), name="Мария")
    return phone


def test_before_deleting_one_is_told_what_stays_for_which_project_and_until_when(phone, cohort, day, project):
    was_there(cohort.members.get(), day)

    told = phone.get(DELETE).select_one("main form").get_text()

    assert project.title in told
    assert date_format(project.retention_date, "DATE_FORMAT") in told


def test_whoever_was_at_no_session_of_a_funded_project_is_told_nothing(phone, cohort, day, project):
    assert not phone.get(DELETE).select("main form h2")
    was_there(cohort.members.get(), day)
    change(project, programme=None)

    assert not phone.get(DELETE).select("main form h2")


def test_two_cohorts_of_a_project_are_told_once(phone, books, cohort, day, project):
    was_there(cohort.members.get(), day)
    other = factory.cohort(books.course, project=project)
    membership = other.members.create(learner=phone.learner)
    was_there(membership, session(other))

    assert len(phone.get(DELETE).select("main form li")) == 1


def test_no_form_can_say_that_evidence_is_not_to_be_kept(phone, cohort, day):
    was_there(cohort.members.get(), day)

    phone.send(phone.get(DELETE).select_one("main form"), evidence="delete", certificates="delete")

    assert len(kept()) == 1


def test_the_download_has_attendance_and_what_would_stay(phone, cohort, day, project):
    membership = cohort.members.get()
    was_there(membership, day, "late")
    membership.mentoring.create(on=day.on, mentor="Иван", agreed="Писмо")
    membership.plans.create(problem="Вода", steps="Писмо")

    told = json.loads(phone.client.get("/bg/learning/download/").content)

    (one,) = told["cohorts"]
    assert one["name"] == cohort.name
    assert [(row["on"], row["topic"]) for row in one["attendance"]] == [("2026-03-02", "Застъпничество")]
    assert one["attendance"][0]["status"]
    assert [row["agreed"] for row in one["mentoring"]] == ["Писмо"]
    assert [row["problem"] for row in one["plans"]] == ["Вода"]
    assert told["evidence"] == [{"project": project.title, "until": project.retention_date.isoformat()}]
