"""The events of the sources, from their files to the public pages in Bulgarian and English."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from cms.demo import files

NODES = {node.path: node.options for node in files.tree()}
LANGUAGES = ["bg", "en"]


def names(kind: str, language: str) -> dict[str, str]:
    """Return the names of snippets by their keys."""
    return {row["key"]: row["name"][language] for row in files.snippets()[kind]}


@pytest.fixture(scope="module")
def read(demo_site):
    """Return a page's main part."""

    def get(address: str) -> Any:
        response = demo_site.get(demo_site.url(address))
        assert response.status_code == 200, address
        return BeautifulSoup(response.text, "html.parser").main

    return get


def text(main):
    return main.get_text(" ", strip=True)


# The meeting in Strazhitsa


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("bg", [f"{day} юни 2018 г." for day in range(19, 23)]),
        ("en", [f"{day} June 2018" for day in range(19, 23)]),
    ],
)
def test_four_days_brought_132_and_127_people_together_who_are_259(read, language, days):
    rows = NODES["events/strazhitsa-2018"]["participants"]
    main = read(f"/{language}/events/strazhitsa-2018/")
    places = names("places", language)

    assert [(cells[0].text, cells[1].text) for tr in main.select("tbody tr") if (cells := tr.select("th, td"))] == [
        (places[row["place"]], str(row["count"])) for row in rows
    ]
    assert main.select_one("tfoot td").text == "259" == str(sum(row["count"] for row in rows))
    assert [time.text.lower() for time in main.select("section h3 time")] == [day.lower() for day in days]
    facts = text(main.select_one(".facts")).lower()
    for shown in (days[0], days[-1], places["strazhitsa"]):
        assert shown.lower() in facts
    assert len(main.select("figure img[alt]")) == len(files.page(language, "events/strazhitsa-2018")["gallery"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_file_for_calendars_too(demo_site, language):
    response = demo_site.get(demo_site.url(f"/{language}/events/strazhitsa-2018/event.ics"))

    (entry,) = Calendar.from_ical(response.text).events

    assert entry["dtstart"].to_ical() == b"20180619"
    assert entry["dtend"].to_ical() == b"20180623"


# The forums in the Haskovo region


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forums_say_for_whom_and_how_they_were_and_that_the_year_is_not_known(read, language):
    options, data = NODES["events/haskovo-forums"], files.page(language, "events/haskovo-forums")
    main = read(f"/{language}/events/haskovo-forums/")
    shown = text(main)

    wanted = [data["date_note"], names("places", language)["haskovo"], data["follow_ups"][0]["measure"]]
    wanted += [names("audiences", language)[key] for key in options["audiences"]]
    wanted += [names("methods", language)[key] for key in options["methods"]]
    wanted += [part["title"] for day in data["programme"] for part in day["parts"]]
    wanted += data["case_exercise"].splitlines() + data["outcomes"]
    for words in wanted:
        assert words in shown, words
    assert not main.select(".facts time, table")


# The biennales


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_series_names_rotterdam_aarhus_and_berlin_in_their_years(read, language):
    main = read(f"/{language}/events/vpl-biennale-2019/")
    places = names("places", language)
    editions = [text(item) for item in main.select("ul.list > li") if item.select(".sub")]

    assert len(editions) == 3
    for edition, year, place in zip(editions, ("2015", "2017", "2019"), ("rotterdam", "aarhus", "berlin"), strict=True):
        assert year in edition and places[place] in edition
    assert {"bg": "7 май 2019 г. – 8 май 2019 г.", "en": "7 May 2019 – 8 May 2019"}[language].lower() in text(
        main.select_one(".facts")
    ).lower()


# ROMA UP


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_community_seminars_are_three_in_each_of_three_towns_and_nothing_is_done_yet(read, language):
    plans = NODES["projects/roma-up"]["event_plans"]
    main = read(f"/{language}/projects/roma-up/")
    places = names("places", language)
    table = next(table for table in main.select("table") if table.select("tfoot"))
    rows = [
        (place.text if (place := row.select_one("bdi")) else "", *(cell.text for cell in row.select("td")))
        for row in table.select("tbody tr")
    ]

    towns = [places[town] for town in ("blagoevgrad", "plovdiv", "lom")]
    assert [row for row in rows if row[1] == "3"] == [(town, "3", "0") for town in towns]
    assert [row for row in rows if row[0] in towns and row[1] == "1"] == [(town, "1", "0") for town in towns]
    total = sum(plan["planned"] for plan in plans)
    assert [cell.text for cell in table.select("tfoot td")] == [str(total), "0"] == ["15", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "planned"), [("training", "24"), ("international", "40")])
def test_so_many_people_are_planned_and_the_date_is_to_be_announced(read, language, slug, planned):
    main = read(f"/{language}/events/roma-up-{slug}/")

    assert planned in [value.text for value in main.select(".facts dd")]
    assert not main.select("time, tfoot, a[href$=ics]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("town", ["blagoevgrad", "plovdiv", "lom"])
def test_each_town_has_an_action_plan_with_two_working_groups(read, language, town):
    main = read(f"/{language}/projects/roma-up/plan-{town}/")

    assert main.select_one(".facts dd").text == names("places", language)[town]
    assert len(main.select("h3")) == 2
    assert main.select_one("ol.steps")
    assert read(f"/{language}/projects/roma-up/").select(f'a[href="/{language}/projects/roma-up/plan-{town}/"]')


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_all_of_them(read, language):
    events = [path for path in NODES if path.startswith("events/")]

    assert {link["href"] for link in read(f"/{language}/events/").select(".card a")} == {
        f"/{language}/{path}/" for path in events
    }
