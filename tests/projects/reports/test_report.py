"""A project's report says what the public pages say, in few queries."""

from datetime import date
from decimal import Decimal

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projects import metrics
from cms.projects.event_facts import event_facts_of
from cms.projects.facts import facts_of
from cms.projects.metrics import EVER, Period
from cms.projects.models import EventParticipants, ProjectPage
from cms.projects.reports.charts import bars_of
from cms.projects.reports.report import report_of
from cms.projects.rollup import project_events
from handbooks.stock.models import PrintRun
from tests.factories import EventPageFactory, OrganisationFactory, PlaceFactory
from tests.factories.translations import translate
from tests.projects.reports.conftest import fill

BUDGET = 30
MAY = Period(date(2015, 5, 1), date(2015, 5, 31))
JUNE = Period(date(2015, 6, 1), date(2015, 6, 30))


def numbers(html):
    """Return the cells of a page's tables that hold a number, as text."""
    cells = BeautifulSoup(html, "html.parser").select("td")
    return [cell.get_text().split(" ")[0].split("(")[0].strip() for cell in cells]


def test_it_agrees_with_the_public_pages_to_the_unit(client, home, project, debate):
    for page in (home, project.get_parent().specific, debate.get_parent().specific, project, debate):
        translate(page, "en")

    for language in ("bg", "en"):
        report = report_of(project, EVER, language)
        page = ProjectPage.objects.get(translation_key=project.translation_key, locale__language_code=language)
        event = type(debate).objects.get(translation_key=debate.translation_key, locale__language_code=language)

        assert report.indicators == facts_of(page).indicators
        assert report.publicity == facts_of(page).publicity
        assert report.rollup == project_events(page)["rollup"]
        assert [(one.came, one.total) for one in report.events] == [
            (event_facts_of(event).participants, event_facts_of(event).total)
        ]
        html = client.get(page.url).content.decode()
        assert {"300", "259", "750", "500"} <= set(numbers(html))
        html = client.get(event.url).content.decode()
        assert numbers(html)[-1] == str(report.participants) == "259"


def test_figures_of_upper_apps_stand_in_it_and_agree_with_the_indicator(project, debate):
    PrintRun.objects.create(handbook_key=project.translation_key, language="bg", copies=750, project=project)
    project.publicity.update(metric="copies_printed", done=None)

    report = report_of(project)

    assert {one.name: one.value for one in report.counted} == metrics.values(project)
    assert {one.name: one.value for one in report.counted}["copies_printed"] == 750
    assert [measure.done for measure in report.publicity] == [750]


def test_of_a_period_only_its_figures_count(project, debate):
    may, june = report_of(project, MAY), report_of(project, JUNE)

    # The debate ended on the first of June.
    assert [(len(report.events), report.participants, report.rollup.done) for report in (may, june)] == [
        (0, 0, 0),
        (1, 259, 1),
    ]
    assert [report.indicators[0].reached for report in (may, june)] == [None, 259]
    assert [report.publicity[0].done for report in (may, june)] == [None, 500]
    assert may.rollup.planned == june.rollup.planned == 9


def test_an_event_to_come_is_not_reported(events, project):
    EventPageFactory(parent=events, project=project, start_date=date(2100, 1, 1), came=[(PlaceFactory(), 5)])

    assert report_of(project).events == []


def test_an_event_without_a_date_is_reported_of_the_whole_project_only(events, project):
    EventPageFactory(parent=events, project=project, has_taken_place=True, came=[(PlaceFactory(), 5)])

    assert [report_of(project, period).participants for period in (EVER, MAY)] == [5, 0]


def test_events_of_other_projects_are_not_reported(events, project):
    EventPageFactory(parent=events, start_date=date(2015, 5, 1), came=[(PlaceFactory(), 5)])

    assert report_of(project).events == []


def test_many_rows_cost_as_many_queries_as_two(events, project):
    periods = [EVER, Period(date(2015, 1, 1), date(2015, 12, 31))]

    def cost(period):
        source = ProjectPage.objects.get(pk=project.pk)
        report_of(source, period)
        source = ProjectPage.objects.get(pk=project.pk)
        with CaptureQueriesContext(connection) as captured:
            report_of(source, period)
        return len(captured)

    places, organisations = PlaceFactory.create_batch(10), OrganisationFactory.create_batch(5)
    for number in range(60):
        day = date(2015, 1, 1 + number % 28)
        event = EventPageFactory(parent=events, project=project, at=places[:1], start_date=day)
        # One by one, 3,000 rows take a minute.
        EventParticipants.objects.bulk_create(
            EventParticipants(event=event, place=place, organisation=organisation, count=1, sort_order=0)
            for place in places
            for organisation in organisations
        )
        if number == 1:
            few = [cost(period) for period in periods]
    project = fill(project, indicators=20, measures=40)

    for period, queries in zip(periods, few, strict=True):
        report = report_of(project, period)
        assert (len(report.events), sum(len(event.came) for event in report.events)) == (60, 3000)
        assert (report.participants, len(report.publicity)) == (3000, 40)
        assert cost(period) == queries <= BUDGET, queries


def test_bars_are_as_long_as_their_numbers():
    rows = [("a", "", 750, 500), ("b", "", Decimal(100), Decimal(200)), ("c", "", 5, None), ("d", "", None, 3)]

    assert [(one.name, one.planned_length, one.reached_length) for one in bars_of(rows)] == [
        ("a", 100, 66.7),
        ("b", 50, 100),
        ("c", 100, 0),
    ]
