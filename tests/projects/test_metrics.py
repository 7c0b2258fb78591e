"""Figures that upper apps count, and indicators that are taken from them."""

from datetime import date

import pytest

from cms.projects import metrics
from cms.projects.indicators import indicators_of
from cms.projects.metrics import EVER, Period
from cms.projects.models import IndicatorValue, ProjectIndicator, ProjectPage
from tests.factories import IndicatorFactory, ProjectIndexPageFactory, ProjectPageFactory
from tests.factories.translations import translate


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """An empty registry; what was asked of it is written down."""
    monkeypatch.setattr(metrics, "_metrics", {})


@pytest.fixture
def asked():
    """Register a metric that answers 7 and remember what it was asked."""
    calls = []
    metrics.register("learners", "Learners", lambda project, period: calls.append((project, period)) or 7)
    return calls


@pytest.fixture
def project(home):
    page = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), slug="bridges")
    trained = ProjectIndicator(indicator=IndicatorFactory(name="Обучени"), planned=10, metric="learners")
    trained.values = [
        IndicatorValue(value=value, date=date(2026, month, 1), link="https://example.org/")
        for value, month in ((3, 1), (5, 6), (-1, 7))
    ]
    page.indicators = [trained, ProjectIndicator(indicator=IndicatorFactory(name="Още"), metric="learners")]
    page.save_revision().publish()
    return ProjectPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("period", "day", "inside"),
    [
        (EVER, date(1990, 1, 1), True),
        (Period(date(2026, 1, 1)), date(2026, 1, 1), True),
        (Period(date(2026, 1, 1)), date(2025, 12, 31), False),
        (Period(None, date(2026, 1, 1)), date(2026, 1, 1), True),
        (Period(None, date(2026, 1, 1)), date(2026, 1, 2), False),
    ],
)
def test_a_period_has_both_its_days(period, day, inside):
    assert (day in period) is inside


def test_a_name_is_given_once(asked):
    with pytest.raises(ValueError, match="learners"):
        metrics.register("learners", "Others", lambda _project, _period: 0)


def test_choices_and_values_are_those_registered(asked, project):
    assert metrics.choices() == [("learners", "Learners")]
    assert metrics.values(project) == {"learners": 7}
    assert metrics.values(project, names=["gone"]) == {}


def test_what_the_site_counts_is_added_to_what_was_entered_and_counted_once(asked, project):
    assert [(line.name, line.reached) for line in indicators_of(project, "bg")] == [("Обучени", 14), ("Още", 7)]
    assert asked == [(project, EVER)]


def test_of_a_period_only_its_values_count(asked, project):
    spring = Period(date(2026, 2, 1), date(2026, 6, 30))

    assert [line.reached for line in indicators_of(project, "bg", spring)] == [12, 7]
    assert asked == [(project, spring)]


def test_a_metric_that_is_gone_leaves_what_was_entered(project):
    assert [line.reached for line in indicators_of(project, "bg")] == [7, None]


def test_the_public_page_shows_the_same_number_in_every_language(asked, client, home, project):
    for page in (home, project.get_parent().specific, project):
        translate(page, "en")

    for language in ("bg", "en"):
        html = client.get(f"/{language}/projects/bridges/").content.decode()
        assert "<td>14 <" in html
    assert {asked_project for asked_project, _period in asked} == {project}
