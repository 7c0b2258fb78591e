"""Editors see the cases of a chapter's newest draft as maps."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import ChapterPageFactory, UserFactory, case, rich, stream


@pytest.fixture
def chapter(handbook):
    return ChapterPageFactory(parent=handbook, body=stream(case({1: [2]}, (2,), title="Старо")))


def test_the_newest_draft_is_shown(admin, chapter):
    chapter.body = stream(case({1: [2]}, (2, 3), title="Ново"), case({}, title="Празно"))
    chapter.save_revision()

    page = BeautifulSoup(admin.get(f"/admin/chapters/{chapter.pk}/cases/").content, "html.parser")

    assert [h.get_text() for h in page.select("section h2")] == ["Ново", "Празно"]
    assert page.select(".case-map .unreachable")


def test_a_button_leads_there_from_a_chapter_with_cases_and_from_no_other(admin, chapter, handbook):
    other = ChapterPageFactory(parent=handbook, body=stream(rich("Текст.")))
    address = "/admin/chapters/{}/cases/"

    assert address.format(chapter.pk) in admin.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    assert address.format(other.pk) not in admin.get(f"/admin/pages/{other.pk}/edit/").content.decode()


def test_a_chapter_without_cases_says_so(admin, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=stream(rich("Текст.")))

    response = admin.get(f"/admin/chapters/{chapter.pk}/cases/")

    assert response.status_code == 200
    assert b"case-map" not in response.content


def test_only_those_who_may_edit_the_chapter_see_it(chapter):
    client = Client()
    client.force_login(UserFactory())

    assert client.get(f"/admin/chapters/{chapter.pk}/cases/").status_code in (302, 403)
