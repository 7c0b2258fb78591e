"""Events: what may be entered, and what readers see of it."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.core.checks import draft_problems
from cms.projects.models import Audience, EventPage, EventParticipants, EventSeries, Method
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    FundingProgrammeFactory,
    OrganisationFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    UserFactory,
    picture,
    stream,
)
from tests.factories.bodies import items
from tests.factories.translations import translate


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, title="Събития", slug="events")


@pytest.fixture
def project(home):
    index = ProjectIndexPageFactory(parent=home, slug="projects")
    return ProjectPageFactory(parent=index, title="Мостове", slug="bridges", programme=FundingProgrammeFactory())


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


def day(title="Конференция", on="2018-06-19", parts=1):
    """Return a day of a programme with its parts."""
    values = [
        {"time": "10:00", "title": f"Част {n}", "text": f"За какво е част {n}.", "speakers": f"Лектор {n}"}
        for n in range(parts)
    ]
    return "day", {"on": on, "title": title, "parts": items(f"{title}-{on}", values)}


def photograph(image, consent="given", alt="Хора край маса", caption="Край масата"):
    """Return a photograph of a gallery."""
    return "photograph", {"picture": image.pk, "picture_alt": alt, "caption": caption, "consent": consent}


def soup(client, address):
    """Return a page's main part."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser").main


def problems(page):
    """Return what stands in the way of publishing a page, by its path."""
    return {problem.path: problem.message for problem in page.problems()}


# What may be entered


def sent(participants=(), action="publish", **fields):
    """Return what the page editor sends for an event."""
    rows = [{"place": place.pk, "organisation": "", "count": count} for place, count in participants]
    return nested_form_data(
        {
            "title": "Среща",
            "slug": "meeting",
            "kind": "meeting",
            "project": "",
            "series": "",
            "start_date": "2018-06-19",
            "end_date": "2018-06-22",
            **{name: streamfield([]) for name in ("body", "programme", "follow_ups", "gallery")},
            "participants": inline_formset(rows),
            "comments": inline_formset([]),
            **fields,
            **({"action-publish": "1"} if action == "publish" else {}),
        }
    )


@pytest.fixture
def save(admin, events):
    """Save a new event in the page editor; return the response."""

    def send(*args, **kwargs):
        address = reverse("wagtailadmin_pages:add", args=["projects", "eventpage", events.pk])
        return admin.post(address, sent(*args, **kwargs))

    return send


def test_a_total_that_is_the_sum_of_the_rows_is_published(save):
    towns = [(PlaceFactory(name="Щип"), 132), (PlaceFactory(name="Стражица"), 127)]

    assert save(towns, stated_participants="259").status_code == 302
    assert EventPage.objects.get().live
    assert [row.count for row in EventParticipants.objects.all()] == [132, 127]


def test_another_total_is_refused_at_the_field_and_both_numbers_are_named(save):
    towns = [(PlaceFactory(), 132), (PlaceFactory(), 127)]

    response = save(towns, stated_participants="260")

    (message,) = response.context["form"].errors["stated_participants"]
    assert "260" in message and "259" in message
    assert not EventPage.objects.exists()


def test_a_draft_may_keep_a_wrong_total_and_is_named_where_it_is_published_otherwise(save):
    towns = [(PlaceFactory(), 132), (PlaceFactory(), 127)]

    assert save(towns, action="draft", stated_participants="260").status_code == 302

    page = EventPage.objects.get()
    assert not page.live
    assert [problem.path for problem in draft_problems(page)] == [("stated_participants",)]


def test_a_total_without_rows_is_compared_with_nothing(save):
    assert save(stated_participants="259").status_code == 302


def test_an_event_that_ends_before_it_begins_is_refused_at_the_field_with_both_dates(save):
    response = save(end_date="2018-06-18")

    (message,) = response.context["form"].errors["end_date"]
    assert "18" in message and "19" in message
    assert not EventPage.objects.exists()


def test_a_draft_may_end_before_it_begins(save):
    assert save(end_date="2018-06-18", action="draft").status_code == 302
    assert [problem.path for problem in draft_problems(EventPage.objects.get())] == [("end_date",)]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"start_date": date(2026, 5, 7), "start_time": time(10), "end_time": time(9, 30)}, "end_time"),
        ({"end_date": date(2026, 5, 7)}, "start_date"),
        ({"start_date": date(2026, 5, 7), "year": 2025}, "year"),
        (
            {"start_date": date(2026, 5, 7), "end_date": date(2026, 5, 8), "start_time": time(10), "end_time": time(9)},
            "",
        ),
        ({"start_date": date(2026, 5, 7), "end_date": date(2026, 5, 7)}, ""),
        ({"year": 2015}, ""),
        ({}, ""),
    ],
)
def test_days_and_times_fit_each_other(db, fields, where):
    assert [name for name, _message in EventPage(title="С", **fields).field_problems()] == [where] * bool(where)


def test_a_photograph_without_noted_consent_or_description_is_not_published(events):
    image = picture()
    page = EventPageFactory(parent=events, live=False, gallery=stream(photograph(image, consent="", alt="")))

    assert set(problems(page)) == {("gallery", 0, "consent"), ("gallery", 0, "picture_alt")}


# What readers see


def test_an_event_shows_what_was_entered(client, events, project, locale, committed):
    bulgarian = locale("bg")
    with committed():
        EventPageFactory(
            parent=events,
            slug="one",
            title="Среща на граждани",
            kind="conference",
            summary="Накратко.",
            project=project,
            start_date=date(2018, 6, 19),
            end_date=date(2018, 6, 22),
            at=[PlaceFactory(name="Стражица")],
            audiences=[Audience.objects.create(name="Общини", locale=bulgarian)],
            methods=[Method.objects.create(name="Ролеви игри", locale=bulgarian)],
            programme=stream(day(), day("Дебат", "2018-06-20")),
            case_exercise="Семейство пристига в града.",
            planned_participants=250,
            stated_participants=259,
            came=[
                (PlaceFactory(name="Щип"), OrganisationFactory(name="Община Щип"), 132),
                (PlaceFactory(name="Стражица 2"), 127),
            ],
            outcomes="Мрежата остава.",
            follow_ups=stream(
                ("measure", {"text": "Преводач в общината", "owner": "Общината", "by": "2018-12-31"}),
                ("follow_up", {"text": "Писмо до съвета", "owner": "", "by": None}),
            ),
        )

    main = soup(client, "/bg/events/one/")
    text = main.get_text(" ", strip=True).lower()

    for words in ("Накратко.", "19 юни 2018 г.", "22 юни 2018 г.", "Стражица", "Общини", "Ролеви игри"):
        assert words.lower() in text
    for words in ("20 юни 2018 г.", "10:00", "Част 0", "За какво е част 0.", "Лектор 0", "Семейство пристига"):
        assert words.lower() in text
    for words in (
        "250",
        "Община Щип",
        "Мрежата остава.",
        "Преводач в общината",
        "31 декември 2018 г.",
        "Писмо до съвета",
    ):
        assert words.lower() in text
    assert [cell.text for cell in main.select("tbody td")] == ["Община Щип", "132", "–", "127"]
    assert main.select_one("tfoot td").text == "259"
    assert main.select_one('a[href="/bg/projects/bridges/"]').text == "Мостове"


def test_the_funding_stands_in_one_line_with_the_full_text_at_the_end(client, events, project):
    EventPageFactory(parent=events, slug="one", project=project)

    page = BeautifulSoup(client.get("/bg/events/one/").content, "html.parser")

    assert "С подкрепата на Европейския съюз." in page.select_one("footer .eu").text
    assert "Мостове" in page.select_one("footer .eu details").text


def test_an_event_with_nothing_but_a_title_has_a_page(client, events):
    EventPageFactory(parent=events, title="Само име", slug="bare")

    main = soup(client, "/bg/events/bare/")

    assert len(main.select("dd")) == 1
    assert not main.select("table, figure, h2")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "date to be announced"),
        ({"has_taken_place": True}, "date not known"),
        ({"date_note": "in June", "has_taken_place": True}, "in June"),
        ({"year": 2015}, "2015"),
        ({"year": 2015, "date_note": "in autumn"}, "2015, in autumn"),
        ({"start_date": date(2019, 5, 7), "end_date": date(2019, 5, 8)}, "7 May 2019 – 8 May 2019"),
        ({"start_date": date(2019, 5, 7), "end_date": date(2019, 5, 7)}, "7 May 2019"),
        (
            {"start_date": date(2019, 5, 7), "start_time": time(9, 30), "end_time": time(17)},
            "7 May 2019, 09:30 – 17:00",
        ),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(client, home, events, fields, shown):
    note = fields.pop("date_note", "")
    page = EventPageFactory(parent=events, slug="one", date_note="бел." if note else "", **fields)
    translate(home, "en")
    translate(events, "en")
    translate(page, "en", {"бел.": note})

    assert soup(client, "/en/events/one/").select_one(".facts dd").get_text(strip=False).strip() == shown


def test_only_photographs_with_noted_consent_are_shown_as_links_with_a_description(client, events):
    good, bad, empty = picture("good.png"), picture("bad.png"), picture("empty.png")
    gallery = stream(photograph(good), photograph(bad, consent=""), photograph(empty, consent="not_needed", alt="Зала"))
    EventPageFactory(parent=events, slug="one", gallery=gallery)

    main = soup(client, "/bg/events/one/")

    assert [image["alt"] for image in main.select("figure a img")] == ["Хора край маса", "Зала"]
    assert all(link["href"].startswith("/media/") for link in main.select("figure a"))
    assert "bad" not in str(main)


def test_a_series_names_its_editions_the_first_one_first(client, events, locale):
    series = EventSeries.objects.create(name="Биенале", locale=locale("bg"))
    EventPageFactory(parent=events, title="Трето", slug="third", series=series, start_date=date(2019, 5, 7))
    EventPageFactory(parent=events, title="Първо", slug="first", series=series, year=2015)
    EventPageFactory(parent=events, title="Второ", slug="second", series=series, year=2017)

    main = soup(client, "/bg/events/third/")

    assert [item.contents[0].get_text() for item in main.select("ul.list > li")] == ["Първо", "Второ", "Трето"]
    assert [link["href"] for link in main.select("ul.list a")] == ["/bg/events/first/", "/bg/events/second/"]


def test_a_new_event_is_previewed_with_who_came_before_it_is_saved(events):
    new = EventPage(title="Нова среща", slug="new", locale=events.locale, path=f"{events.path}0001", depth=4)
    new.participants = [EventParticipants(place=PlaceFactory(name="Щип"), count=132)]

    assert '<th scope="row" translate="no"><bdi>Щип</bdi></th>' in new.make_preview_request().content.decode()


# Languages


def test_texts_follow_into_translations_and_rows_stay_where_they_are(client, home, events, locale):
    stip = PlaceFactory(name="Щип")
    for code, name in (("en", "Štip"), ("uk", "Штип")):
        PlaceFactory(locale=locale(code), translation_key=stip.translation_key, name=name)
    page = EventPageFactory(
        parent=events,
        slug="one",
        start_date=date(2018, 6, 19),
        at=[stip],
        came=[(stip, 132), (PlaceFactory(name="Стражица"), 127)],
        stated_participants=259,
        planned_participants=40,
        programme=stream(day(parts=2), day("Дебат", "2018-06-20")),
        follow_ups=stream(("measure", {"text": "Преводач", "owner": "Общината", "by": None})),
        gallery=stream(photograph(picture())),
    )
    for code in ("en", "uk", "ar"):
        translate(home, code)
        translate(events, code)
        translate(page, code)

    assert EventParticipants.objects.count() == 2
    assert EventPage.objects.count() == 4
    assert EventPage.places.through.objects.count() == 1
    text = soup(client, "/en/events/one/").get_text(" ", strip=True)
    for words in ("Štip", "132", "127", "259", "40", "[en] Част 1", "[en] За какво е част 1.", "[en] Лектор 0"):
        assert words in text
    for words in ("[en] Преводач", "[en] Общината", "[en] Край масата", "20 June 2018"):
        assert words in text
    assert "Штип" in soup(client, "/uk/events/one/").get_text()


def test_a_changed_number_is_seen_in_every_language_at_once(client, home, events, committed):
    with committed():
        page = EventPageFactory(parent=events, slug="one", came=[(PlaceFactory(name="Щип"), 132)])
        translate(home, "en")
        translate(events, "en")
        translate(page, "en")
    assert soup(client, "/en/events/one/").select_one("tfoot td").text == "132"

    with committed():
        page.participants = [EventParticipants(place=page.participants.first().place, count=133)]
        page.save_revision().publish()

    assert soup(client, "/en/events/one/").select_one("tfoot td").text == "133"
