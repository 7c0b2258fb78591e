"""Annual reports: a year's text in the reader's language, its figures once."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projects.models import (
    AnnualReportIndexPage,
    AnnualReportPage,
    Indicator,
    ReportMembership,
    ResearchFigure,
)
from tests.factories import OrganisationFactory, ProjectIndexPageFactory, ProjectPageFactory, body, rich
from tests.factories.translations import translate

BUDGET = 14


@pytest.fixture
def index(home):
    page = AnnualReportIndexPage(title="Годишни отчети", slug="reports", locale=home.locale)
    home.add_child(instance=page)
    return page


@pytest.fixture
def make(index, locale):
    """Publish a report with so many rows of each kind."""

    def full(rows=1, year=2017, **fields):
        page = AnnualReportPage(
            title=f"Отчет за {year}",
            slug=str(year),
            year=year,
            locale=index.locale,
            mission="Да подкрепяме младежи.\n\nДа защитаваме права.",
            activities=body(rich("Участвахме.")),
            governance=body(rich("Всички работят доброволно.")),
            **fields,
        )
        index.add_child(instance=page)
        for n in range(rows):
            indicator = Indicator.objects.create(locale=locale("bg"), name=f"Анкетирани мигранти {n}", unit="души")
            english = indicator.copy_for_translation(locale("en"))
            english.name, english.unit = f"Migrants asked {n}", "people"
            english.save()
            page.figures.add(ResearchFigure(indicator=indicator, value=200, scope="country"))
            page.memberships.add(ReportMembership(network=OrganisationFactory(name=f"Мрежа {n}"), since=2017))
        page.save_revision().publish()
        return page

    return full


def text(client, address: str) -> str:
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    return " ".join(main.get_text(" ").split())


def test_a_report_shows_the_year_in_full(client, make):
    make(organisation=OrganisationFactory(name="Център"))

    shown = text(client, "/bg/reports/2017/")

    for part in (
        "Център",
        "Да подкрепяме младежи.",
        "Да защитаваме права.",
        "Участвахме.",
        "Анкетирани мигранти 0: 200 души, във всяка участваща държава",
        "Мрежа 0 , от 2017",
        "Всички работят доброволно.",
    ):
        assert part in shown, part


def test_the_figures_are_read_from_the_source_in_every_language(client, make, index, home):
    page = make()
    for language in ("en", "ar", "uk"):
        translate(home, language)
        translate(index, language)
        translate(page, language)

    assert "Migrants asked 0: 200 people, in each participating country" in text(client, "/en/reports/2017/")
    assert ResearchFigure.objects.count() == ReportMembership.objects.count() == 1


def test_a_figure_leads_to_its_project(client, make, home):
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), title="Умения")
    page = make(rows=0)
    indicator = Indicator.objects.create(locale=home.locale, name="Интервюта")
    page.figures.add(ResearchFigure(indicator=indicator, value=15, project=project))
    page.save_revision().publish()

    link = BeautifulSoup(client.get("/bg/reports/2017/").content, "html.parser").find("a", string="Умения")

    assert link["href"] == project.url


def test_a_second_report_of_a_year_is_refused_at_the_year(make, index):
    make()
    second = AnnualReportPage(title="Още един", slug="again", year=2017, locale=index.locale)

    assert [(name, "2017" in message) for name, message in second.field_problems()] == [("year", True)]


def test_the_newest_year_stands_first(client, make):
    make(year=2017)
    make(year=2018)

    links = BeautifulSoup(client.get("/bg/reports/").content, "html.parser").select(".cards h2 a")

    assert [link.get_text() for link in links] == ["Отчет за 2018", "Отчет за 2017"]


def queries(client, address: str) -> int:
    """Return how many queries a page costs that isn't kept, everything else that is cached being warm."""
    cache.clear()
    assert client.get(f"{address}?warm").status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?again").status_code == 200
    return len(captured)


def test_a_report_costs_the_same_with_many_rows(client, make):
    make(rows=2, year=2017)
    make(rows=20, year=2018)

    few, many = queries(client, "/bg/reports/2017/"), queries(client, "/bg/reports/2018/")

    assert few == many <= BUDGET


def test_the_list_costs_the_same_with_many_reports(client, make):
    make(rows=0, year=2001)
    few = queries(client, "/bg/reports/")
    for n in range(11):
        make(rows=0, year=2002 + n)

    assert queries(client, "/bg/reports/") == few <= BUDGET
