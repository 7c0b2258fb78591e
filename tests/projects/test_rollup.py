"""What a project has planned and done: events by place and kind, action plans."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.languages.localized import source_of
from cms.projects.models import EventPlan, ProjectPage
from cms.projects.rollup import Line, held_events, rollup_of
from tests.factories import (
    ActionPlanPageFactory,
    EventIndexPageFactory,
    EventPageFactory,
    FundingProgrammeFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    stream,
)
from tests.factories.bodies import items
from tests.factories.translations import translate

TOWNS = ["Благоевград", "Пловдив", "Лом"]


@pytest.fixture(autouse=True)
def today(time_machine):
    """Let today be 25 November 2026."""
    time_machine.move_to(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False)


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, slug="events")


@pytest.fixture
def towns(db):
    return [PlaceFactory(name=name) for name in TOWNS]


@pytest.fixture
def project(home, towns):
    """A project that has planned three community seminars and one for authorities in each of three towns, and one
    international seminar anywhere.
    """
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    plans = [("community_seminar", town, 3) for town in towns] + [("authority_seminar", town, 1) for town in towns]
    return ProjectPageFactory(
        parent=index,
        slug="roma-up",
        programme=FundingProgrammeFactory(),
        event_plans=[
            EventPlan(kind=kind, place=place, planned=planned, sort_order=position)
            for position, (kind, place, planned) in enumerate([*plans, ("international_seminar", None, 1)])
        ],
    )


def rolled(project):
    source = source_of(project)
    return rollup_of(source, project.language, held_events(source))


def lines(project):
    return {(line.place, line.kind): (line.planned, line.done) for line in rolled(project).lines}


def test_nine_is_three_times_three(project):
    rows = rolled(project).lines
    community = [line for line in rows if line.planned == 3]

    assert [line.place for line in community] == TOWNS
    assert sum(line.planned for line in community) == 9
    assert (rolled(project).planned, rolled(project).done) == (13, 0)


def test_what_has_taken_place_is_done_and_nothing_else(project, events, towns):
    common = {"parent": events, "project": project, "kind": "community_seminar", "at": towns[2:]}
    EventPageFactory(**common, start_date=date(2026, 11, 24))
    EventPageFactory(**common, has_taken_place=True)
    EventPageFactory(**common, year=2025)
    EventPageFactory(**common, start_date=date(2026, 11, 24), end_date=date(2026, 11, 25))
    EventPageFactory(**common)
    EventPageFactory(**common, start_date=date(2026, 11, 24), live=False)
    EventPageFactory(**{**common, "project": None}, start_date=date(2026, 11, 24))

    done = [line for line in rolled(project).lines if line.done]

    assert [(line.place, line.planned, line.done) for line in done] == [("Лом", 3, 3)]


def test_an_event_counts_once_even_where_the_place_does_not_matter(project, events, towns):
    project.event_plans.add(EventPlan(kind="community_seminar", place=None, planned=1))
    project.save_revision().publish()
    for at in (towns[:1], towns[:2], []):
        EventPageFactory(parent=events, project=project, kind="community_seminar", at=at, start_date=date(2026, 1, 1))

    rollup = rolled(ProjectPage.objects.get(pk=project.pk))

    assert rollup.done == 3
    assert {line.place: line.done for line in rollup.lines if line.done} == {"Благоевград": 2, "": 1}


def test_what_was_not_planned_is_shown_all_the_same(project, events, towns):
    EventPageFactory(parent=events, project=project, kind="campaign", at=towns[:1], start_date=date(2026, 1, 1))

    assert any(line[0] == "Благоевград" and line[2:] == (None, 1) for line in rolled(project).lines)


def test_plans_are_rows_of_the_source_page_and_named_in_the_readers_language(project, home, events, towns, locale):
    PlaceFactory(name="Lom", locale=locale("en"), translation_key=towns[2].translation_key)
    EventPageFactory(
        parent=events, project=project, kind="community_seminar", at=towns[2:], start_date=date(2026, 1, 1)
    )
    translate(home, "en")
    translate(project.get_parent().specific, "en")
    english = translate(project, "en")

    assert EventPlan.objects.count() == 7
    assert Line("Lom", "Community seminar", 3, 1) in rolled(english).lines


def test_the_project_page_shows_the_table_the_events_and_the_plans(client, project, events, towns):
    EventPageFactory(parent=events, title="Семинар", slug="seminar", project=project, at=towns[:1], year=2025)
    ActionPlanPageFactory(parent=project, title="План на Лом", slug="lom", summary="Вода.")

    main = BeautifulSoup(client.get("/bg/projects/roma-up/").content, "html.parser").main

    assert [cell.text for cell in main.select("tfoot td")] == ["13", "1"]
    assert main.select_one('a[href="/bg/events/seminar/"]').text == "Семинар"
    assert main.select_one('a[href="/bg/projects/roma-up/lom/"]').text == "План на Лом"


def test_a_project_costs_the_same_with_two_and_with_forty_events(client, project, events, towns):
    costs = {}
    for number in range(40):
        EventPageFactory(parent=events, project=project, at=towns, start_date=date(2026, 1, 1 + number % 28))
        if number + 1 in (2, 40):
            client.get("/bg/projects/roma-up/?warm")
            with CaptureQueriesContext(connection) as captured:
                client.get("/bg/projects/roma-up/?again")
            costs[number + 1] = len(captured)

    assert costs[2] == costs[40] <= 14, costs


# Action plans


def test_an_action_plan_shows_its_groups_steps_and_the_rest(client, home, project, towns):
    roles = items("roles", [{"role": "Координатор", "who": "Лидер от обучението"}])
    page = ActionPlanPageFactory(
        parent=project,
        slug="lom",
        title="План",
        place=towns[2],
        groups=stream(("group", {"name": "Образование", "task": "Деца извън училище", "roles": roles})),
        problem="Няма вода.",
        objective="Има вода.",
        steps=stream(
            ("step", {"text": "Писмо", "by": "2026-09-30", "done": True}),
            ("step", {"text": "Среща", "by": None, "done": False}),
        ),
        campaign="Кампания за вода.",
        result="Водата тече.",
    )
    translate(home, "en")
    translate(project.get_parent().specific, "en")
    translate(project, "en")
    translate(page, "en")

    bulgarian = BeautifulSoup(client.get("/bg/projects/roma-up/lom/").content, "html.parser")
    english = BeautifulSoup(client.get("/en/projects/roma-up/lom/").content, "html.parser").main.get_text(" ")

    texts = ["Образование", "Деца извън училище", "Координатор", "Лидер от обучението"]
    texts += ["Няма вода.", "Има вода.", "Писмо", "Среща", "Кампания за вода.", "Водата тече."]
    for text in texts:
        assert text in bulgarian.main.get_text(" ")
        assert f"[en] {text}" in english
    assert "done, until 30 September 2026" in english
    assert "Лом" in bulgarian.select_one(".facts").text
    assert "С подкрепата на Европейския съюз." in bulgarian.select_one("footer .eu").text


def test_an_action_plan_with_nothing_but_a_title_has_a_page(client, project):
    ActionPlanPageFactory(parent=project, slug="bare")

    main = BeautifulSoup(client.get("/bg/projects/roma-up/bare/").content, "html.parser").main

    assert not main.select("h2, dl, ol")
