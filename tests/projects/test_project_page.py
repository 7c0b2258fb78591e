"""The project page: what is entered once appears in the reader's language, at a price that doesn't grow."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.projects import metrics
from cms.projects.indicators import indicators_of
from cms.projects.metrics import Period
from cms.projects.models import (
    Indicator,
    IndicatorValue,
    Organisation,
    Place,
    ProjectDocument,
    ProjectIndicator,
    ProjectPage,
    ProjectPartner,
    TargetGroup,
)
from tests.factories import (
    FundingProgrammeFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    IndicatorFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    picture,
)
from tests.factories.translations import translate

BUDGET = 14


@pytest.fixture
def projects(home):
    return ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects")


@pytest.fixture
def make(projects, locale):
    """Publish a project with so many rows of each kind, each row with all that it can have."""

    def full(rows=1, **fields):
        page = ProjectPageFactory(
            parent=projects,
            title="Мостове",
            slug="bridges",
            programme=FundingProgrammeFactory(),
            beneficiary=OrganisationFactory(name="РМА", logo=picture("rma.png", (300, 40))),
            **fields,
        )
        numbers = range(rows)
        page.partners = [
            ProjectPartner(
                organisation=OrganisationFactory(name=f"Партньор {n}", logo=picture(f"{n}.png", (40, 30))),
                role="associated",
                country="LT",
                phase=1,
            )
            for n in numbers
        ]
        page.indicators = [
            ProjectIndicator(
                indicator=IndicatorFactory(name=f"Обучени {n}", unit="души"),
                planned=24 + n,
                values=[
                    IndicatorValue(value=n + 1, date=date(2026, 3, 1), page=projects),
                    IndicatorValue(value=Decimal("2.5"), date=date(2026, 4, 2), link=f"https://example.org/{n}"),
                ],
            )
            for n in numbers
        ]
        page.documents = [
            ProjectDocument(kind="report", follows="review", title=f"Доклад {n}", language="bg", format="print")
            for n in numbers
        ]
        page.places = [Place.objects.create(name=f"Град {n}", locale=locale("bg")) for n in numbers]
        page.target_groups = [TargetGroup.objects.create(name=f"Група {n}", locale=locale("bg")) for n in numbers]
        page.save_revision().publish()
        return page

    return full


def named_in(code, locale, rows):
    """Give rows with names a version in a language."""
    for row in rows:
        row.copy_for_translation(locale(code))
        type(row).objects.filter(pk=row.pk)
        copy = row.copy_for_translation(locale(code))
        copy.name = f"[{code}] {row.name}"
        copy.save()


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser").main


def queries(client, address):
    """Return how many queries a page costs that isn't kept, with warm caches."""
    cache.clear()
    client.get(f"{address}?warm")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?again").status_code == 200
    return len(captured)


# What it costs


@pytest.mark.parametrize("language", ["bg", "en"])
def test_it_costs_the_same_with_two_rows_and_with_twenty(client, home, projects, make, language):
    costs = []
    for rows in (2, 20):
        page = make(rows)
        handbooks = HandbookIndexPageFactory(parent=home, slug="handbooks")
        for _number in range(rows):
            HandbookPageFactory(parent=handbooks, project=page)
        if language != "bg":
            for above in (home, projects):
                if not above.has_translation(translate_locale(language)):
                    translate(above, language)
            translate(page, language)
        costs.append(queries(client, f"/{language}/projects/bridges/"))
        ProjectPage.objects.filter(slug="bridges").delete() if False else None
        clear(home)
    assert costs[0] == costs[1] <= BUDGET, costs
