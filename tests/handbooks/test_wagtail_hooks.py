"""The dashboard names chapters whose facts are due to be checked."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from tests.factories import ChapterPageFactory, UserFactory
from tests.factories.translations import detached


@pytest.fixture
def due_in(handbook):
    """Make a chapter whose facts are due in so many days."""

    def make(days: int, **fields):
        due = timezone.localdate() + timedelta(days=days)
        return ChapterPageFactory(parent=handbook, title=f"След {days}", facts_review_due=due, **fields)

    return make


def dashboard(client) -> str:
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("days", "named"), [(-10, True), (0, True), (30, True), (31, False), (400, False)])
def test_facts_are_announced_a_month_ahead(admin, due_in, days, named):
    due_in(days)

    assert (f"След {days}" in dashboard(admin)) is named


def test_facts_without_a_date_and_drafts_are_not_announced(admin, due_in, handbook):
    ChapterPageFactory(parent=handbook, title="Без дата", facts_checked_on=date(2020, 1, 1))
    due_in(0, live=False)

    html = dashboard(admin)

    assert "Без дата" not in html
    assert "След 0" not in html


def test_a_chapter_is_announced_once_whatever_languages_it_has(admin, home, handbook, due_in):
    chapter = due_in(0)
    for page in (home, handbook.get_parent().specific, handbook):
        detached(page, "bg-simple")
    detached(chapter, "bg-simple", title="Лесно")

    assert "Лесно" not in dashboard(admin)


def test_only_what_somebody_may_edit_is_announced_to_them(due_in):
    due_in(0)
    client = Client()
    user = UserFactory()
    group = Group.objects.create(name="Nothing to edit")
    group.permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)

    assert "След 0" not in dashboard(client)
