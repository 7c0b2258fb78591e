"""Closing a period: figures and files are frozen, and what changes later is shown beside them."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from cms.core.pdf import PdfEngineMissing
from cms.projects.metrics import Period
from cms.projects.models import ClosedPeriod, IndicatorValue
from cms.projects.reports import services
from cms.projects.reports.figures import Correction, Figure, corrections

YEAR = {"start": "2015-01-01", "end": "2015-12-31", "language": "bg"}
PERIOD = Period(date(2015, 1, 1), date(2015, 12, 31))


def close(client, project, **fields):
    return client.post(reverse("project_close_period", args=[project.pk]), YEAR | fields)


def closed_page(client, project):
    closed = ClosedPeriod.objects.get()
    html = client.get(reverse("project_closed_period", args=[project.pk, closed.pk])).content
    return BeautifulSoup(html, "html.parser")


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_figures_and_files_are_kept_with_who_and_when(manager, project, debate):
    response = close(manager, project)

    closed = ClosedPeriod.objects.get()
    assert response.url == reverse("project_closed_period", args=[project.pk, closed.pk])
    assert (closed.closed_by, closed.closed_by_name) == (manager.user, "Ana Ivanova")
    assert [value for key, _label, value in closed.figures if key == "participants"] == ["259"]
    assert "Ana Ivanova" in closed_page(manager, project).get_text()
    for kind, beginning in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")):
        content = manager.get(reverse("project_closed_file", args=[project.pk, closed.pk, kind])).content
        assert content == bytes(getattr(closed, kind))
        assert content.startswith(beginning)


def test_without_changes_there_are_no_corrections(manager, project, debate):
    close(manager, project)

    assert closed_page(manager, project).select("td") == []


def test_what_changed_is_shown_beside_what_was_reported_and_the_file_stays(manager, project, debate):
    close(manager, project)
    debate.participants.filter(count=132).update(count=133)
    IndicatorValue.objects.create(indicator=project.indicators.get(), value=5, date=date(2015, 7, 1))

    rows = [
        [cell.get_text() for cell in row.select("th, td")] for row in closed_page(manager, project).select("tbody tr")
    ]

    assert [row[1:] for row in rows] == [["259", "264"], ["259", "260"], ["259", "260"], ["132", "133"]]
    assert "Община Щип" in rows[-1][0]
    book = openpyxl.load_workbook(BytesIO(bytes(ClosedPeriod.objects.get().xlsx)))
    assert [row[4].value for row in book.worksheets[5]][1:] == [132, 127]


def test_what_comes_and_goes_is_a_correction_too():
    then = [Figure("a", "A", "1"), Figure("b", "B", None), Figure("c", "C", "3")]
    now = [Figure("c", "C", "3"), Figure("b", "B", "2"), Figure("d", "D", "4")]

    assert corrections(then, now) == [
        Correction("A", "1", None),
        Correction("B", None, "2"),
        Correction("D", None, "4"),
    ]


def test_a_double_tap_closes_once(manager, project):
    assert close(manager, project).url == close(manager, project).url

    assert ClosedPeriod.objects.count() == 1


def test_who_comes_second_gets_what_the_first_closed(project, manager, monkeypatch):
    """Both have made their files when the first one stores."""
    make = services.report_pdf

    def slow(*args):
        monkeypatch.setattr(services, "report_pdf", make)
        services.close_period(project=project, period=PERIOD, language="bg", by=manager.user)
        return make(*args)

    monkeypatch.setattr(services, "report_pdf", slow)
    second = services.close_period(project=project, period=PERIOD, language="bg", by=manager.user)

    assert ClosedPeriod.objects.get() == second


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2014-06-01", "2015-01-01"),
        ("2015-12-31", "2016-01-31"),
        ("2015-03-01", "2015-03-31"),
        ("2014-01-01", "2016-12-31"),
    ],
    ids=["before", "after", "inside", "around"],
)
def test_a_period_that_shares_days_with_another_is_refused_and_the_other_named(manager, project, start, end):
    close(manager, project)

    response = close(manager, project, start=start, end=end)

    assert f"(от {date_format(PERIOD.start)} до {date_format(PERIOD.end)})." in words_of(response)
    assert ClosedPeriod.objects.count() == 1


def test_the_next_period_and_another_project_may_be_closed(manager, project):
    other = project.copy(update_attrs={"slug": "other", "title": "Други"})
    for one, fields in ((project, {}), (project, {"start": "2016-01-01", "end": "2016-12-31"}), (other, {})):
        assert close(manager, one, **fields).status_code == 302

    assert ClosedPeriod.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": ""}, "само период с начален и краен ден"),
        ({"end": "2100-01-01"}, "още не е свършил"),
        ({"end": "2014-01-01"}, "свършва, преди да е започнал"),
    ],
    ids=["open", "to-come", "backwards"],
)
def test_a_period_that_is_none_is_refused(manager, project, fields, words):
    assert words in words_of(close(manager, project, **fields))

    assert not ClosedPeriod.objects.exists()


def test_without_a_pdf_engine_nothing_is_closed(manager, project, monkeypatch):
    def fail(*_args):
        raise PdfEngineMissing

    monkeypatch.setattr(services, "report_pdf", fail)

    assert "PDF" in words_of(close(manager, project))
    assert not ClosedPeriod.objects.exists()


def test_a_closed_period_is_neither_changed_nor_deleted_nor_stored_twice(manager, project):
    close(manager, project)
    closed = ClosedPeriod.objects.get()

    with pytest.raises(TypeError):
        closed.save()
    with pytest.raises(TypeError):
        closed.delete()
    closed.pk, closed._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        closed.save()


def test_the_name_stays_when_the_account_is_gone(manager, project):
    close(manager, project)
    manager.user.delete()

    closed = ClosedPeriod.objects.get()
    assert (closed.closed_by, closed.closed_by_name) == (None, "Ana Ivanova")
