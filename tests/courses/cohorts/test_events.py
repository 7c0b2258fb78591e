"""A session that is an event: its roster says who was there, and nobody is entered twice."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.projects.models import EventPage
from cms.projects.participants import participants_by_event, totals_of
from courses.cohorts.services import Mark, note_attendance
from courses.learners.models import Learner
from courses.learners.services import delete_learner
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    FundingProgrammeFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    UserFactory,
)
from tests.factories import cohorts as factory
from tests.factories.cohorts import member, session
from tests.factories.translations import translate


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, slug="events")


@pytest.fixture
def event(events):
    return EventPageFactory(parent=events, title="Обучение", slug="training", kind="training")


def note(day, **statuses):
    """Store a session's roster: statuses by names."""
    marks = {member(day.cohort, name).pk: Mark("", status) for name, status in statuses.items()}
    return note_attendance(session=day, by=UserFactory(), marks=marks)


def came(event):
    return [
        (row.place.name if row.place else "", row.people)
        for row in participants_by_event([event])[event.translation_key]
    ]


def shown(client, address):
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    return [cell.text for cell in main.select("tbody tr > *")], [cell.text for cell in main.select("tfoot td")]


def test_whoever_was_present_or_late_is_a_participant_from_the_cohorts_place(client, books, event, committed):
    lom = factory.cohort(books.course, name="Лом", place=PlaceFactory(name="Лом"))
    plovdiv = factory.cohort(books.course, name="Пловдив", place=PlaceFactory(name="Пловдив"))
    with committed():
        note(session(lom, event=event), Ана="present", Боян="late", Вера="absent", Георги="excused")
        note(session(plovdiv, event=event), Дана="present")

    assert came(event) == [("Лом", 2), ("Пловдив", 1)]
    assert shown(client, "/bg/events/training/") == (["Лом", "2", "Пловдив", "1"], ["3"])


def test_whoever_was_at_several_sessions_of_an_event_counts_once(cohort, event):
    for _day in range(4):
        note(session(cohort, event=event), Ана="present", Боян="present")

    assert came(event) == [("", 2)]
    assert totals_of([event]) == {event.translation_key: 2}


def test_who_is_gone_counts_while_evidence_is_kept(home, books, event):
    project = ProjectPageFactory(
        parent=ProjectIndexPageFactory(parent=home),
        programme=FundingProgrammeFactory(),
        retention_date=timezone.localdate() + timedelta(days=30),
    )
    cohort = factory.cohort(books.course, project=project)
    for _day in range(2):
        note(session(cohort, event=event), Ана="present", Боян="present")

    delete_learner(learner=Learner.objects.get(name="Ана"), choices={})

    assert came(event) == [("", 2)]
    project.retention_date = timezone.localdate() - timedelta(days=1)
    project.save()
    assert came(event) == [("", 1)]


def test_an_event_that_nobody_has_come_to_yet_is_counted_all_the_same(cohort, event):
    session(cohort, event=event)

    assert came(event) == []
    assert totals_of([event]) == {event.translation_key: 0}


def test_the_page_follows_the_roster_in_every_language(client, home, events, event, cohort, committed):
    with committed():
        day = session(cohort, event=event)
        note(day, Ана="present")
        for page in (home, events, event):
            translate(page, "en")
    assert shown(client, "/en/events/training/")[1] == ["1"]

    with committed():
        note(day, Боян="late")
    assert shown(client, "/en/events/training/")[1] == ["2"]

    with committed():
        member(cohort, "Боян").delete()
    assert shown(client, "/en/events/training/")[1] == ["1"]

    with committed():
        day.delete()
    assert shown(client, "/en/events/training/")[1] == []


def test_rows_by_hand_at_such_an_event_are_named_before_publishing(cohort, events):
    event = EventPageFactory(parent=events, came=[(PlaceFactory(), 24)])
    assert event.problems() == []

    session(cohort, event=event)

    assert [problem.path for problem in EventPage.objects.get(pk=event.pk).problems()] == [("participants",)]
    assert totals_of([event]) == {event.translation_key: 0}


def test_the_page_editor_refuses_rows_by_hand_at_such_an_event(cohort, event):
    session(cohort, event=event)
    admin = Client()
    admin.force_login(UserFactory(is_superuser=True))
    row = {"place": PlaceFactory().pk, "organisation": "", "count": 24}
    data = {
        "title": "Обучение",
        "slug": "training",
        "kind": "training",
        **dict.fromkeys(("project", "series"), ""),
        **{name: streamfield([]) for name in ("body", "programme", "follow_ups", "gallery")},
        "participants": inline_formset([row]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }

    response = admin.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), nested_form_data(data))

    assert len(response.context["form"].formsets["participants"].non_form_errors()) == 1
    assert not event.participants.exists()


def test_a_session_cannot_become_an_event_where_people_were_entered_by_hand(trainer, cohort, events):
    event = EventPageFactory(parent=events, came=[(PlaceFactory(), 24)])
    data = {"on": "2026-03-02", "topic": "Застъпничество", "place": "", "event": event.pk}

    response = trainer.post(reverse("cohort_add_session", args=[cohort.pk]), data)

    (message,) = response.context["form"].errors["event"]
    assert "24" in message
    assert not cohort.sessions.exists()


def test_a_session_becomes_an_event(trainer, cohort, event):
    data = {"on": "2026-03-02", "topic": "Застъпничество", "place": "", "event": event.pk}

    assert trainer.post(reverse("cohort_add_session", args=[cohort.pk]), data).status_code == 302

    assert cohort.sessions.get().event == event


def test_only_events_of_the_cohorts_project_in_the_source_language_can_be_chosen(trainer, home, cohort, events, event):
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    project = ProjectPageFactory(parent=index)
    own = EventPageFactory(parent=events, title="Свое", project=project)
    for page in (home, events, event):
        translate(page, "en")
    address = reverse("cohort_add_session", args=[cohort.pk])

    def choices():
        return {str(choice) for _pk, choice in trainer.get(address).context["form"].fields["event"].choices if _pk}

    assert choices() == {"Обучение", "Свое"}
    cohort.project = project
    cohort.save()
    assert choices() == {str(own)}


def test_many_events_cost_as_many_queries_as_one(cohort, events, django_assert_num_queries):
    rows = [EventPageFactory(parent=events) for _n in range(5)]
    for row in rows:
        note(session(cohort, event=row), Ана="present")

    for some in (rows[:1], rows):
        with django_assert_num_queries(4):
            assert set(totals_of(some).values()) == {1}
