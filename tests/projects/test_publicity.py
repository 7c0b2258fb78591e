"""Publicity measures: target and done apart, proven, in the reader's language."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from cms.projects import metrics
from cms.projects.metrics import Period
from cms.projects.models import ProjectPage, PublicityKind, PublicityMeasure
from cms.projects.publicity import publicity_of
from handbooks.stock.models import PrintRun
from tests.factories import ProjectIndexPageFactory, ProjectPageFactory, picture
from tests.factories.stock import PrintRunFactory
from tests.factories.translations import translate


@pytest.fixture
def copies(locale):
    kind = PublicityKind.objects.create(locale=locale("bg"), name="Печатни наръчници", unit="екземпляра")
    english = kind.copy_for_translation(locale("en"))
    english.name, english.unit = "Printed handbooks", "copies"
    english.save()
    return kind


@pytest.fixture
def project(home, copies):
    page = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), slug="bridges")
    page.publicity.add(PublicityMeasure(kind=copies, target=750, metric="copies_printed"))
    page.save_revision().publish()
    return page


def rows(client, address: str) -> list[list[str]]:
    table = BeautifulSoup(client.get(address).content, "html.parser").select_one("main table")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def test_readers_see_target_and_done_apart(client, project):
    for _handbook in range(2):
        PrintRunFactory(project=project, copies=250)

    assert rows(client, "/bg/projects/bridges/") == [["Печатни наръчници (екземпляра)", "750", "500"]]


def test_they_see_it_in_their_language(client, project, home):
    for page in (home, project.get_parent().specific, project):
        translate(page, "en")
    PrintRunFactory(project=project, copies=250)

    assert rows(client, "/en/projects/bridges/") == [["Printed handbooks (copies)", "750", "250"]]


def test_the_rows_exist_once(project, home):
    for language in ("en", "ar", "uk"):
        for page in (home, project.get_parent().specific, project):
            translate(page, language)

    assert ProjectPage.objects.count() == 4
    assert PublicityMeasure.objects.count() == 1


def test_what_the_site_counts_is_counted_anew_each_time(client, project):
    rows(client, "/bg/projects/bridges/")
    PrintRunFactory(project=project, copies=250)

    assert publicity_of(project, "bg")[0].done == 250
    PrintRun.objects.all().delete()
    assert publicity_of(project, "bg")[0].done == 0


def test_a_period_takes_only_what_was_done_in_it(project, copies):
    project.publicity.set(
        [PublicityMeasure(kind=copies, target=4, done=3, date=date(2014, 6, 1), link="https://e.org")]
    )
    project.save()

    assert publicity_of(project, "bg", Period(date(2014, 1, 1), date(2014, 12, 31)))[0].done == 3
    later = publicity_of(project, "bg", Period(date(2015, 1, 1), None))[0]
    assert (later.target, later.done, later.day) == (4, None, None)


def test_the_proofs_name_every_piece_of_evidence(project, copies):
    shown = picture("board.png")
    measure = PublicityMeasure(kind=copies, done=1, date=date(2014, 6, 1), picture=shown, link="https://e.org/a")
    project.publicity.set([measure])
    project.save()

    assert publicity_of(project, "bg")[0].proofs == [shown.file.url, "https://e.org/a"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"done": 3, "metric": "copies_printed", "date": date(2014, 6, 1), "link": "https://e.org"}, "done"),
        ({"done": 3, "link": "https://e.org"}, "date"),
        ({"done": 3, "date": date(2014, 6, 1)}, "document"),
    ],
    ids=["twice", "undated", "unproven"],
)
def test_what_is_done_is_said_once_dated_and_proven(copies, fields, field):
    assert [name for name, _message in PublicityMeasure(kind=copies, **fields).field_problems()] == [field]


def test_a_target_alone_needs_nothing_more(copies):
    assert PublicityMeasure(kind=copies, target=750).field_problems() == []


def test_the_metrics_to_choose_from_have_names(db):
    assert {"copies_printed", "copies_handed_out"} <= {name for name, _label in metrics.choices()}
