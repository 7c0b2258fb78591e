"""The calendar: what is to come and what has been, by kind, place, year and project; files for other calendars."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from cms.projects.models import EventPage
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
)
from tests.factories.translations import translate


@pytest.fixture(autouse=True)
def today(time_machine):
    """Let today be 25 November 2026."""
    time_machine.move_to(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False)


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, title="Събития", slug="events")


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), title="Мостове")


@pytest.fixture
def some(events, project):
    """Events: two to come, one without a date, three that have been."""
    lom, stip = PlaceFactory(name="Лом"), PlaceFactory(name="Щип")
    rows = [
        ("Минало 2019", {"start_date": date(2019, 5, 7), "end_date": date(2019, 5, 8), "kind": "conference"}),
        ("Минало 2015", {"year": 2015, "kind": "conference"}),
        ("Без дата, минало", {"has_taken_place": True, "kind": "forum"}),
        ("Предстоящо 2", {"start_date": date(2027, 2, 1), "project": project, "at": [lom, stip]}),
        ("Предстоящо 1", {"start_date": date(2026, 11, 20), "end_date": date(2026, 11, 25), "at": [lom]}),
        ("Без дата", {"kind": "training", "project": project}),
    ]
    for number, (title, fields) in enumerate(rows):
        EventPageFactory(parent=events, title=title, slug=f"event-{number}", **fields)
    return {"lom": lom.pk, "stip": stip.pk, "project": project.pk}


def page(client, query="", code="bg"):
    response = client.get(f"/{code}/events/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def titles(client, query="", code="bg"):
    return [link.text for link in page(client, query, code).select(".card a")]


def calendar(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


# The page


def test_what_is_to_come_stands_first_the_next_one_on_top_and_what_has_no_date_last(client, some):
    assert titles(client) == [
        *("Предстоящо 1", "Предстоящо 2", "Без дата"),
        *("Минало 2019", "Минало 2015", "Без дата, минало"),
    ]
    assert len(page(client).select("h2")) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=conference", ["Минало 2019", "Минало 2015"]),
        ("?place={stip}", ["Предстоящо 2"]),
        ("?place={lom}", ["Предстоящо 1", "Предстоящо 2"]),
        ("?year=2015", ["Минало 2015"]),
        ("?project={project}", ["Предстоящо 2", "Без дата"]),
        ("?when=past", ["Минало 2019", "Минало 2015", "Без дата, минало"]),
        ("?when=upcoming", ["Предстоящо 1", "Предстоящо 2", "Без дата"]),
        ("?when=upcoming&project={project}&kind=training", ["Без дата"]),
        ("?when=past&project={project}", []),
    ],
)
def test_events_are_found_by_what_they_are(client, some, query, found):
    assert titles(client, query.format(**some)) == found


def test_the_same_is_found_in_another_language(client, home, events, some, locale):
    lom = EventPage.objects.get(title="Предстоящо 1").places.get()
    PlaceFactory(locale=locale("en"), translation_key=lom.translation_key, name="Lom-on-Danube")
    for source in (home, events, *EventPage.objects.filter(slug__in=["event-3", "event-4"])):
        translate(source, "en")

    assert titles(client, f"?place={some['lom']}", "en") == ["[en] Предстоящо 1", "[en] Предстоящо 2"]
    assert titles(client, f"?project={some['project']}", "en") == ["[en] Предстоящо 2"]
    assert "Lom-on-Danube" in page(client, code="en").select_one("#place").text


def test_what_was_chosen_stays_chosen_and_can_be_taken_back(client, some):
    main = page(client, f"?place={some['lom']}&when=upcoming")

    chosen = {option["value"] for option in main.select("option[selected]")}
    assert chosen == {str(some["lom"]), "upcoming"}
    assert main.select_one(".row a")["href"] == "/bg/events/"
    assert main.select_one("form").get("method", "get") == "get"
    assert not main.select("script")


def test_where_nothing_fits_the_page_says_so(client, some):
    main = page(client, f"?when=past&project={some['project']}")

    assert main.select_one("[role=status]").text.strip()
    assert not main.select(".card, a[href*=ics]")


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nothing",
        "?place=999999999999999999999",
        "?place=abc&year=-1",
        "?year=99999999999",
        "?year=%00&kind=%00",
        "?when='; DROP TABLE",
        "?page=-3",
        "?page=10000000000000000000000",
        "?kind=conference%00",
        "?kind[]=x&kind=",
        "?project=" + "9" * 5000,
    ],
)
def test_what_is_no_option_is_taken_for_nothing(client, some, query):
    assert len(titles(client, query)) == 6
    assert client.get(f"/bg/events/events.ics{query}").status_code == 200


def test_an_empty_calendar_has_a_page_and_a_file(client, events):
    assert not page(client).select(".card")
    assert list(calendar(client, "/bg/events/events.ics").events) == []


def test_further_pages_keep_what_was_chosen(client, events):
    for number in range(15):
        EventPageFactory(parent=events, title=f"Дебат {number}", kind="debate", start_date=date(2020, 1, 1 + number))
    EventPageFactory(parent=events, kind="forum")

    main = page(client, "?kind=debate")

    assert len(main.select(".card")) == EventIndexPageFactory._meta.model.PER_PAGE
    assert main.select_one("a[rel=next]")["href"] == "?kind=debate&page=2"
    assert len(page(client, "?kind=debate&page=2").select(".card")) == 3


def test_only_live_events_are_shown_and_can_be_chosen(client, events):
    EventPageFactory(parent=events, kind="debate", live=False, start_date=date(2020, 1, 1), at=[PlaceFactory()])
    EventPageFactory(parent=events, kind="forum", start_date=date(2021, 1, 1))

    assert len(titles(client)) == 1
    assert not page(client).select("select#place option[value='2020'], option[value=debate]")


# Files


def test_an_event_of_whole_days_ends_with_its_last_day(client, home, events):
    event = EventPageFactory(
        parent=events,
        slug="one",
        title="Биенале, трето; „Берлин“",
        summary="Накратко.\nИ още.",
        kind="conference",
        start_date=date(2019, 5, 7),
        end_date=date(2019, 5, 8),
        at=[PlaceFactory(name="Берлин")],
    )

    (entry,) = calendar(client, "/bg/events/one/event.ics").events

    assert entry["uid"] == str(event.translation_key)
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2019, 5, 7), date(2019, 5, 9))
    assert entry["summary"] == "Биенале, трето; „Берлин“"
    assert entry["summary"].params["LANGUAGE"] == "bg"
    assert entry["description"] == "Накратко.\nИ още."
    assert entry["location"] == "Берлин"
    assert entry["url"].endswith("/bg/events/one/")


def test_an_event_with_times_is_in_the_time_zone_of_sofia(client, events):
    EventPageFactory(
        parent=events, slug="one", start_date=date(2026, 7, 1), start_time=time(9, 30), end_time=time(17, 0)
    )

    file = calendar(client, "/bg/events/one/event.ics")

    (entry,) = file.events
    assert entry["dtstart"].params["TZID"] == "Europe/Sofia"
    assert entry.decoded("dtstart").astimezone(UTC) == datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2026, 7, 1, 17, 0, tzinfo=ZoneInfo("Europe/Sofia"))
    assert [str(zone["tzid"]) for zone in file.timezones] == ["Europe/Sofia"]


def test_an_event_keeps_its_id_in_every_language_and_after_changes(client, home, events):
    page = EventPageFactory(parent=events, slug="one", start_date=date(2026, 7, 1))
    translate(home, "en")
    translate(events, "en")
    translate(page, "en")
    (before,) = calendar(client, "/bg/events/one/event.ics").events
    page.start_date = date(2026, 8, 1)
    page.save_revision().publish()

    (english,) = calendar(client, "/en/events/one/event.ics").events
    (after,) = calendar(client, "/bg/events/one/event.ics?again").events

    assert before["uid"] == english["uid"] == after["uid"]
    assert english["summary"].params["LANGUAGE"] == "en"
    assert after.decoded("dtstart") == date(2026, 8, 1)


def test_the_file_of_all_has_those_that_fit_and_have_a_day(client, some):
    def found(query):
        return {str(entry["summary"]) for entry in calendar(client, f"/bg/events/events.ics{query}").events}

    assert found("") == {"Минало 2019", "Предстоящо 1", "Предстоящо 2"}
    assert found(f"?place={some['stip']}") == {"Предстоящо 2"}
    assert page(client, f"?place={some['lom']}").select_one("a[href*=ics]")["href"] == (
        f"/bg/events/events.ics?place={some['lom']}"
    )


def test_an_event_without_a_day_has_no_file(client, events):
    EventPageFactory(parent=events, slug="one", year=2015)

    assert client.get("/bg/events/one/event.ics").status_code == 404
    assert "event.ics" not in client.get("/bg/events/one/").content.decode()


@pytest.mark.parametrize(
    "address", ["/bg/events/one/other.ics", "/bg/events/other.ics", "/bg/other.ics", "/bg/a.ics/b/"]
)
def test_another_file_does_not_exist(client, events, address):
    EventPageFactory(parent=events, slug="one", start_date=date(2026, 7, 1))

    assert client.get(f"/bg/{address}").status_code == 404
