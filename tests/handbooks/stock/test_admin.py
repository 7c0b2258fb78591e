"""Printed copies in the admin: filled in at a seminar, on a phone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from handbooks.downloads.models import DownloadCount
from handbooks.editions.models import Edition
from handbooks.stock.models import HandOut, PrintRun
from tests.factories import HandbookIndexPageFactory, HandbookPageFactory, UserFactory
from tests.factories.stock import PrintRunFactory

STOCK = "/admin/stock/"


def member_of(group: str | None) -> Client:
    client = Client()
    user = UserFactory()
    if group:
        user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def client(db):
    return member_of("Trainer")


@pytest.fixture
def print_run(db):
    return PrintRunFactory(copies=30)


def fill(client: Client, path: str, **fields):
    """Open a page, fill in its form, send it; return the response and what was sent."""
    form = BeautifulSoup(client.get(path).content, "html.parser").select_one("main form[method=post]")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | fields
    return client.post(path, sent), sent


def test_copies_are_handed_out_from_the_print_runs_page(client, print_run):
    path = f"{STOCK}{print_run.pk}/"

    response, _sent = fill(client, path, copies="12", to_whom="Училище „Левски“")

    assert response["Location"] == path
    entry = HandOut.objects.get()
    assert (entry.copies, entry.to_whom, entry.on) == (12, "Училище „Левски“", timezone.localdate())
    assert entry.noted_by.groups.get().name == "Trainer"
    assert "Училище „Левски“" in client.get(path).content.decode()


def test_the_same_form_sent_twice_counts_once(client, print_run):
    path = f"{STOCK}{print_run.pk}/"
    _response, sent = fill(client, path, copies="12", to_whom="Училище")

    client.post(path, sent)

    assert HandOut.objects.count() == 1


def test_more_than_is_left_is_refused_at_the_field_with_both_numbers(client, print_run):
    response, _sent = fill(client, f"{STOCK}{print_run.pk}/", copies="31", to_whom="Училище")

    page = BeautifulSoup(response.content, "html.parser")
    message = page.select_one("#panel-child-copies-errors, .error-message").get_text()
    assert "30" in message and "31" in message
    assert page.select_one("input[name=to_whom]")["value"] == "Училище"
    assert not HandOut.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"copies": "0"}, {"copies": "-3"}, {"copies": "many"}, {"to_whom": ""}, {"on": "2999-01-01"}],
    ids=["none", "fewer", "words", "nobody", "tomorrow"],
)
def test_what_cannot_be_is_refused(client, print_run, fields):
    response, _sent = fill(client, f"{STOCK}{print_run.pk}/", **{"copies": "1", "to_whom": "Училище"} | fields)

    assert response.status_code == 200
    assert not HandOut.objects.exists()


def test_an_entry_is_corrected_by_another(client, print_run):
    fill(client, f"{STOCK}{print_run.pk}/", copies="12", to_whom="Училище")

    fill(client, f"{STOCK}entries/{HandOut.objects.get().pk}/", copies="10")

    assert list(HandOut.objects.order_by("pk").values_list("copies", flat=True)) == [12, -2]


def test_a_correction_itself_is_not_corrected(client, print_run):
    fill(client, f"{STOCK}{print_run.pk}/", copies="12", to_whom="Училище")
    fill(client, f"{STOCK}entries/{HandOut.objects.get().pk}/", copies="10")
    correction = HandOut.objects.exclude(corrects=None).get()

    assert client.get(f"{STOCK}entries/{correction.pk}/").status_code == 404


@pytest.mark.parametrize("group", ["Editors", "Project managers"])
def test_who_prints_enters_print_runs(home, group):
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home), title="Чести случаи")
    client = member_of(group)

    response, _sent = fill(
        client,
        "/admin/print_run/new/",
        text=f"{handbook.translation_key}:bg",
        copies="250",
        edition="1",
        printed_on="2014-05-01",
    )

    assert response.status_code == 302
    run = PrintRun.objects.get()
    assert (run.title, run.language, run.copies) == ("Чести случаи", "bg", 250)


def test_fewer_copies_than_were_handed_out_cannot_have_been_printed(home, client, print_run):
    fill(client, f"{STOCK}{print_run.pk}/", copies="12", to_whom="Училище")
    editor = member_of("Editors")

    chosen = f"{print_run.handbook_key}:bg"
    response, _sent = fill(editor, f"/admin/print_run/edit/{print_run.pk}/", text=chosen, copies="11")

    assert "12" in response.content.decode() and "11" in response.content.decode()
    print_run.refresh_from_db()
    assert print_run.copies == 30


def test_a_trainer_hands_out_and_prints_nothing(client, print_run):
    assert client.get(STOCK).status_code == 200
    assert client.get("/admin/print_run/new/").status_code == 302
    assert "/admin/print_run/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("path", [STOCK, f"{STOCK}1/", f"{STOCK}entries/1/"])
def test_others_see_nothing(db, path):
    assert member_of(None).get(path).status_code == 302
    assert Client().get(path).status_code == 302


def test_the_day_before_is_taken(client, print_run):
    yesterday = timezone.localdate() - timedelta(days=1)

    fill(client, f"{STOCK}{print_run.pk}/", copies="1", to_whom="Училище", on=yesterday.isoformat())

    assert HandOut.objects.get().on == yesterday


def test_a_print_run_may_be_of_an_edition_that_was_declared(home):
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home), title="Наръчник")
    edition = Edition.objects.create(
        handbook_key=handbook.translation_key, language="bg", title="Наръчник", number=2, changes=""
    )
    other = Edition.objects.create(handbook_key=uuid4(), language="bg", title="Друг", number=1)
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    fields = {"text": f"{handbook.translation_key}:bg", "printed_on": "2026-11-01", "copies": "500"}
    add = "/admin/print_run/new/"

    refused = client.post(add, fields | {"declared_edition": other.pk})
    assert "declared_edition" in refused.context["form"].errors
    client.post(add, fields | {"declared_edition": edition.pk})

    assert str(PrintRun.objects.get()) == "Наръчник (2)"


def test_downloads_stand_beside_the_printed_copies(client, home):
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home), title="Наръчник")
    named = {"handbook_key": handbook.translation_key, "language": "bg", "format_name": "pdf"}
    for day in (1, 2):
        DownloadCount.objects.create(**named, day=date(2026, 11, day), count=20)

    row = BeautifulSoup(client.get(STOCK).content, "html.parser").select("main table")[-1].select_one("tbody tr")
    assert row.th.text.startswith("Наръчник (Български)")
    assert row.td.text == "40"
