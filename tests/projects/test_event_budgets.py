"""What events cost: SQL queries with Django's cache warm and the page itself not kept."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projects.models import Audience, EventSeries, Method
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    FundingProgrammeFactory,
    OrganisationFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    picture,
    stream,
)
from tests.projects.test_events import day, photograph

BUDGET = 14
COLD = 40


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, title="Събития", slug="events")


@pytest.fixture
def project(home):
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    return ProjectPageFactory(parent=index, title="Мостове", slug="bridges", programme=FundingProgrammeFactory())


def queries(client, address, cold=False):
    """Return how many queries a page costs that isn't kept; `cold` ones begin with empty caches, pictures made."""
    cache.clear()
    # A query string passes by the page cache.
    separator = "&" if "?" in address else "?"
    assert client.get(f"{address}{separator}warm").status_code == 200
    if cold:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}{separator}again").status_code == 200
    return len(captured)


def event(parent, project, rows, **fields):
    """Return an event with so many rows of everything."""
    bulgarian = parent.locale
    start = date(2018, 6, 1)
    images = [picture(f"{number}.png", (40, 30)) for number in range(rows)]
    return EventPageFactory(
        parent=parent,
        project=project,
        start_date=start,
        series=EventSeries.objects.create(name="Биенале", locale=bulgarian),
        at=[PlaceFactory() for _n in range(rows)],
        audiences=[Audience.objects.create(name=f"За {n}", locale=bulgarian) for n in range(rows)],
        methods=[Method.objects.create(name=f"Как {n}", locale=bulgarian) for n in range(rows)],
        came=[(PlaceFactory(), OrganisationFactory(), n) for n in range(rows)],
        programme=stream(*(day(f"Ден {n}", str(start + timedelta(days=n)), parts=2) for n in range(rows))),
        gallery=stream(*(photograph(image) for image in images)),
        follow_ups=stream(*(("measure", {"text": f"Мярка {n}", "owner": "", "by": None}) for n in range(rows))),
        **fields,
    )


def test_an_event_costs_the_same_with_two_and_with_forty_rows_of_everything(client, events, project):
    for rows in (2, 40):
        event(events, project, rows, slug=f"rows-{rows}")

    costs = {rows: queries(client, f"/bg/events/rows-{rows}/") for rows in (2, 40)}

    assert costs[2] == costs[40] <= BUDGET, costs


def test_with_empty_caches_an_event_costs_the_same_with_two_and_with_forty_photographs_and_participants(
    client, events, project
):
    for rows in (2, 40):
        event(events, project, rows, slug=f"rows-{rows}")

    costs = {rows: queries(client, f"/bg/events/rows-{rows}/", cold=True) for rows in (2, 40)}

    assert costs[2] == costs[40] <= COLD, costs


def test_its_file_costs_the_same_too(client, events, project):
    for rows in (2, 40):
        event(events, project, rows, slug=f"rows-{rows}")

    costs = {rows: queries(client, f"/bg/events/rows-{rows}/event.ics") for rows in (2, 40)}

    assert costs[2] == costs[40] <= BUDGET, costs


@pytest.mark.parametrize("query", ["", "?kind=debate"])
def test_the_calendar_costs_the_same_with_two_and_with_forty_events(client, events, project, query):
    costs = {}
    for number in range(40):
        fields = {"kind": "debate", "project": project, "start_date": date(2018, 1, 1) + timedelta(days=number)}
        EventPageFactory(parent=events, at=[PlaceFactory()], **fields)
        if number + 1 in (2, 40):
            costs[number + 1] = queries(client, f"/bg/events/{query}")

    assert costs[2] == costs[40] <= BUDGET, costs


def test_the_file_of_all_events_costs_the_same_with_two_and_with_forty(client, events, project):
    costs = {}
    for number in range(40):
        EventPageFactory(parent=events, at=[PlaceFactory()], project=project, start_date=date(2018, 1, 1 + number % 28))
        if number + 1 in (2, 40):
            costs[number + 1] = queries(client, "/bg/events/events.ics")

    assert costs[2] == costs[40] <= BUDGET, costs
