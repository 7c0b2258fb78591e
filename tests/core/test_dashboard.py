"""The admin's first page names the pages that can't be published, to those who can mend them."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.core import dashboard
from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    UserFactory,
    case,
    choice_question,
    stream,
)

FINE = stream(choice_question())
FAULTY = stream(choice_question(rights=(False, False)))


@pytest.fixture
def handbook(home):
    return HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))


@pytest.fixture
def dashboard_of(client):
    """Return the admin's first page as a user sees it."""

    def get(user) -> str:
        client.force_login(user)
        response = client.get(reverse("wagtailadmin_home"))
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def admin(db):
    return UserFactory(is_superuser=True, is_staff=True)


def editing(page: Page) -> str:
    return f'<li><a href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"'


@pytest.mark.parametrize("live", [True, False])
def test_a_faulty_page_is_named_live_or_draft_with_the_way_to_mend_it(dashboard_of, admin, handbook, live):
    chapter = ChapterPageFactory(parent=handbook, title="Училище", body=FAULTY, live=live)
    chapter.save_revision()

    html = dashboard_of(admin)

    assert f"{editing(chapter)}>Училище</a>" in html


def test_a_live_page_with_a_faulty_draft_is_named(dashboard_of, admin, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FINE)
    chapter.body = FAULTY
    chapter.save_revision()

    assert editing(chapter) in dashboard_of(admin)


def test_a_case_that_leads_nowhere_is_named(dashboard_of, admin, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=stream(case({1: [2, 9]}, endings=(2,))))

    assert editing(chapter) in dashboard_of(admin)


def test_a_site_without_faulty_pages_has_no_panel(admin, handbook):
    ChapterPageFactory(parent=handbook, body=FINE)

    assert dashboard.ProblemsPanel(admin).render_html() == ""


def test_a_page_mended_in_its_draft_is_no_longer_named(admin, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)
    chapter.body = FINE
    chapter.save_revision()

    assert dashboard.ProblemsPanel(admin).render_html() == ""


def test_each_page_stands_once_with_its_first_problem_and_how_many_more_there_are(admin, handbook):
    body = stream(choice_question(rights=(False, False)), case({1: [2, 8, 9]}, endings=(2,)))
    chapter = ChapterPageFactory(parent=handbook, body=body)

    html = dashboard.ProblemsPanel(admin).render_html()

    assert html.count(editing(chapter)) == 1
    assert "2" in html.partition("</a>")[2]


def test_only_those_who_may_edit_a_page_read_of_it(handbook, home):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)
    other_handbook = HandbookPageFactory(parent=handbook.get_parent())
    group = Group.objects.create(name="Authors")
    GroupPagePermission.objects.create(group=group, page=other_handbook, permission_type="change")
    author = UserFactory()
    author.groups.add(group)

    assert dashboard.ProblemsPanel(author).render_html() == ""

    GroupPagePermission.objects.create(group=group, page=handbook, permission_type="change")
    assert editing(chapter) in dashboard.ProblemsPanel(UserFactory._meta.model.objects.get(pk=author.pk)).render_html()


def test_the_last_edited_pages_come_first_and_pages_never_edited_take_no_place(admin, handbook, monkeypatch):
    monkeypatch.setattr(dashboard, "LIMIT", 2)
    Page.objects.exclude(pk=handbook.pk).update(latest_revision_created_at=None)
    older = ChapterPageFactory(parent=handbook, body=FAULTY)
    newer = ChapterPageFactory(parent=handbook, body=FAULTY)

    html = dashboard.ProblemsPanel(admin).render_html()

    assert html.index(editing(newer)) < html.index(editing(older))
