"""The admin's page about a page's languages, for people with the rights they have."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from cms.languages import services
from cms.languages.models import TranslationState
from tests.factories import UserFactory, rich, stream
from tests.factories.translations import begin_translation, detached, translate


@pytest.fixture
def editor(db):
    """Somebody of Wagtail's group "Editors", who may edit and not publish."""
    client = Client()
    client.user = UserFactory(email="editor@example.org")
    client.user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(client.user)
    return client


@pytest.fixture
def english(committed, english_home, page):
    with committed():
        return detached(page, "en", title="About us")


@pytest.fixture
def outdated(committed, english, page):
    with committed():
        page.body = stream(rich("Нов текст."))
        page.save_revision().publish()
    return english


def address(page) -> str:
    return f"/admin/pages/{page.pk}/languages/"


def state(page) -> TranslationState:
    return TranslationState.objects.get(page_id=page.pk)


def row(response, language: str) -> dict:
    return next(row for row in response.context["rows"] if row["name"] == language)


# What it shows


def test_there_is_a_row_for_every_language(admin, page):
    rows = admin.get(address(page)).context["rows"]

    assert [row["name"] for row in rows][:4] == ["Български", "English", "العربية", "Українська"]
    assert len(rows) == 8


def test_each_row_names_the_language_it_is_translated_from(admin, page):
    response = admin.get(address(page))

    assert row(response, "English")["source"] == "Български"
    assert row(response, "العربية – لغة سهلة")["source"] == "Български – лесен език"
    assert row(response, "Български")["source"] == ""


def test_a_translation_that_waits_says_how_many_texts_it_lacks(admin, english_home, page):
    begin_translation(page, "en")

    assert row(admin.get(address(page)), "English")["missing"] == 3


def test_a_detached_page_lacks_no_texts(admin, english, page):
    found = row(admin.get(address(page)), "English")

    assert found["missing"] == 0
    assert found["detached"] is True


def test_an_outdated_page_is_shown_as_such_and_a_fresh_one_is_not(admin, page, outdated):
    assert row(admin.get(address(page)), "English")["state"].outdated is True

    services.confirm(page=outdated)

    assert row(admin.get(address(page)), "English")["state"].outdated is False


@pytest.mark.parametrize("which", ["source", "translation"])
def test_it_opens_from_the_source_and_from_its_translations(admin, page, english, which):
    assert admin.get(address(page if which == "source" else english)).status_code == 200


def test_the_page_editor_leads_there(admin, page):
    assert f'href="{address(page)}"' in admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_page_that_does_not_exist_is_not_found(admin, home):
    assert admin.get("/admin/pages/99999/languages/").status_code == 404


# Confirming


def test_whoever_may_publish_confirms(admin, outdated):
    response = admin.post(address(outdated), {"confirm": "1"})

    assert response.status_code == 302
    assert state(outdated).outdated is False
    assert state(outdated).confirmed_by == admin.user


def test_an_editor_without_the_right_to_publish_sees_the_page_and_may_not_confirm(editor, outdated):
    assert editor.get(address(outdated)).status_code == 200

    editor.post(address(outdated), {"confirm": "1"})

    assert state(outdated).outdated is True


def test_an_editor_without_the_right_to_publish_is_not_shown_the_buttons(editor, outdated):
    html = editor.get(address(outdated)).content.decode()

    assert 'name="confirm"' not in html
    assert 'name="correction"' not in html


def test_looking_confirms_nothing(admin, outdated):
    admin.get(address(outdated), {"confirm": "1"})

    assert state(outdated).outdated is True


def test_who_may_not_edit_the_page_sees_nothing(db, page):
    client = Client()
    client.force_login(UserFactory())

    assert client.get(address(page)).status_code == 302
    assert client.post(address(page), {"confirm": "1"}).status_code == 302


def test_somebody_who_is_not_logged_in_is_sent_to_the_log_in(client, page):
    response = client.get(address(page))

    assert response["Location"].startswith("/admin/login/")


# Only a correction


def test_a_correction_keeps_the_translations(admin, committed, english_home, page):
    with committed():
        english = translate(page, "en")
    with committed():
        page.title = "За нас!"
        page.save_revision().publish()
    assert state(english).outdated is True

    with committed():
        admin.post(address(page), {"correction": "1"})

    assert state(english).outdated is False
    assert Page.objects.get(pk=english.pk).title == "[en] За нас"


def test_an_editor_without_the_right_to_publish_may_not_keep_translations(editor, committed, english_home, page):
    with committed():
        english = translate(page, "en")
    with committed():
        page.title = "За нас!"
        page.save_revision().publish()

    with committed():
        editor.post(address(page), {"correction": "1"})

    assert state(english).outdated is True


# The readers' test


@pytest.fixture
def easy(committed, home):
    with committed():
        return translate(home, "bg-simple")


def test_the_readers_test_of_an_easy_page_is_noted(admin, easy):
    response = admin.post(address(easy), {"readers": "1", "tested_by": "Група Пловдив", "tested_on": "2026-03-01"})

    assert response.status_code == 302
    assert (state(easy).tested_by, state(easy).tested_on) == ("Група Пловдив", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"tested_by": "Група", "tested_on": ""}, "tested_on"),
        ({"tested_by": "", "tested_on": "2026-03-01"}, "tested_by"),
        ({"tested_by": "Група", "tested_on": "вчера"}, "tested_on"),
    ],
)
def test_half_a_readers_test_is_refused_at_its_field(admin, easy, data, field):
    response = admin.post(address(easy), {"readers": "1", **data})

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert state(easy).tested_by == ""


def test_only_easy_pages_ask_for_a_readers_test(admin, page, easy):
    assert 'name="tested_by"' in admin.get(address(easy)).content.decode()
    assert 'name="tested_by"' not in admin.get(address(page)).content.decode()


# The dashboard


def test_the_dashboard_names_translations_that_wait(admin, outdated):
    assert f'href="{address(outdated)}"' in admin.get("/admin/").content.decode()


def test_the_dashboard_is_silent_when_nothing_waits(admin, english):
    assert address(english) not in admin.get("/admin/").content.decode()


def test_the_dashboard_names_only_what_somebody_may_edit(outdated):
    client = Client()
    user = UserFactory()
    group = Group.objects.create(name="Nothing to edit")
    group.permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)

    response = client.get("/admin/")

    assert response.status_code == 200
    assert address(outdated) not in response.content.decode()
