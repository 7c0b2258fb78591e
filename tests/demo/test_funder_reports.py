"""The sources' figures, from the demo's files to the report that a project's funder gets."""

import csv
from decimal import Decimal
from io import StringIO

import pytest

from tests.demo_site import DemoSite

LANGUAGES = ["bg", "en"]
REPORTS = """
import json
from cms.projects.metrics import EVER
from cms.projects.models import ProjectPage
from cms.projects.reports.report import report_of
from cms.projects.reports.tables import report_csv
projects = ProjectPage.objects.filter(locale__language_code="bg")
reports = dict((one.slug, report_csv(report_of(one, EVER, "{language}")).decode("utf-8-sig")) for one in projects)
print(json.dumps(reports))
"""


def plain(number: str) -> str:
    """Return a number without needless noughts."""
    return format(Decimal(number).normalize(), "f") if number else ""


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request, demo_site: DemoSite):
    """Return a function: of a project's report, the rows of one part, each as place, planned and reached."""
    reports = demo_site.run(REPORTS.format(language=request.param))

    def rows(slug: str, part: str) -> list[tuple[str, str, str]]:
        found = [row for row in csv.reader(StringIO(reports[slug])) if row[0] == part]
        return [(row[2], plain(row[7]), plain(row[8])) for row in found]

    return rows


def test_000_the_259_are_the_132_and_the_127(report):
    participants = report("europe-in-the-trap", "participants")

    assert sorted(reached for _place, _planned, reached in participants) == ["127", "132"]
    assert "259" in {reached for _place, _planned, reached in report("europe-in-the-trap", "event")}
    assert {reached for _place, _planned, reached in report("europe-in-the-trap", "indicator")} == {"259"}


def test_001_target_and_done_stand_apart(report):
    figures = [(planned, reached) for _place, planned, reached in report("capacity-building", "publicity")]

    assert ("750", "500") in figures
    assert ("1", "") in figures
    assert ("4", "") in figures
    assert "500" in {reached for _place, _planned, reached in report("capacity-building", "metric")}


def test_002_the_study_asked_200_in_each_country_and_15(report):
    assert {"200", "15"} <= {reached for _place, _planned, reached in report("2imined", "indicator")}


def test_003_proposals_promise_no_figures(report):
    assert report("regional-cooperation", "indicator") == []


def test_004_three_seminars_in_three_towns_are_nine(report):
    planned = [planned for place, planned, _reached in report("roma-up", "events") if place]

    assert planned.count("3") == 3
    assert {"24", "9", "40"} <= {planned for _place, planned, _reached in report("roma-up", "indicator")}
