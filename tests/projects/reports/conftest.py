"""A project with figures of every kind, and people who may see its report or not."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.projects.models import (
    EventPlan,
    IndicatorValue,
    ProjectIndicator,
    ProjectPage,
    PublicityKind,
    PublicityMeasure,
)
from tests.factories import (
    EventIndexPageFactory,
    EventPageFactory,
    FundingProgrammeFactory,
    IndicatorFactory,
    OrganisationFactory,
    PlaceFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    UserFactory,
)

LINK = "https://example.org/evidence"


def fill(project, indicators=1, measures=1):
    """Give a project so many indicators (a page tells of each) and measures, planned seminars, and publish it."""
    page = project.get_parent()
    locale = project.locale
    project.indicators = []
    for number in range(indicators):
        row = ProjectIndicator(indicator=IndicatorFactory(name=f"Обучени {number}", unit="души"), planned=300)
        row.values = [IndicatorValue(value=Decimal(259), date=date(2015, 6, 1), link=LINK, page=page)]
        project.indicators.add(row)
    project.publicity = [
        PublicityMeasure(
            kind=PublicityKind.objects.create(name=f"Наръчници {number}", unit="броя", locale=locale),
            target=750,
            done=500,
            date=date(2015, 6, 1),
            link=LINK,
        )
        for number in range(measures)
    ]
    project.event_plans = [EventPlan(kind="community_seminar", planned=9)]
    project.save_revision().publish()
    return ProjectPage.objects.get(pk=project.pk)


@pytest.fixture
def events(home):
    return EventIndexPageFactory(parent=home, title="Събития", slug="events")


@pytest.fixture
def project(home):
    index = ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects")
    page = ProjectPageFactory(
        parent=index,
        title="Мостове",
        slug="bridges",
        state="closed",
        contract_number="BG051-1.2",
        programme=FundingProgrammeFactory(emblem="eu", document_statement="По проект {project} с пари на ЕС."),
        beneficiary=OrganisationFactory(name="Сдружение"),
    )
    return fill(page)


@pytest.fixture
def debate(events, project):
    """132 people from Štip and 127 from Strazhitsa: 259."""
    came = [
        (PlaceFactory(name="Щип"), OrganisationFactory(name="Община Щип"), 132),
        (PlaceFactory(name="Стражица"), OrganisationFactory(name="Община Стражица"), 127),
    ]
    return EventPageFactory(
        parent=events,
        title="Дебат",
        slug="debate",
        kind="community_seminar",
        project=project,
        start_date=date(2015, 5, 31),
        end_date=date(2015, 6, 1),
        at=[came[0][0]],
        came=came,
    )


@pytest.fixture
def in_group(db):
    """Return the admin as somebody of a group sees it."""

    def log_in(*groups):
        client = Client()
        client.user = UserFactory()
        client.user.groups.set(Group.objects.filter(name__in=groups))
        client.force_login(client.user)
        return client

    return log_in


@pytest.fixture
def manager(in_group):
    return in_group("Project managers")
