"""What a project manager may do, and what not."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.projects.models import ProjectIndexPage
from tests.factories import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    CoursePageFactory,
    FundingProgrammeFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    IndicatorFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
    UserFactory,
    picture,
)
from tests.factories.translations import translate

PROJECT_SNIPPETS = ["organisation", "place", "fundingprogramme", "targetgroup", "indicator"]


@pytest.fixture
def projects(home):
    return ProjectIndexPageFactory(parent=home, slug="projects")


@pytest.fixture
def project(projects):
    return ProjectPageFactory(parent=projects, slug="one")


@pytest.fixture
def manager(db):
    """The admin as a project manager sees it."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Project managers"))
    client = Client()
    client.force_login(user)
    return client


def status(client, name, *args):
    return client.get(reverse(name, args=args)).status_code


def page_actions(client, page):
    """Return which of the page's views open."""
    names = ("edit", "unpublish", "delete")
    return {name: status(client, f"wagtailadmin_pages:{name}", page.pk) == 200 for name in names}


# May


def test_projects_are_edited_published_and_added(manager, projects, project):
    assert page_actions(manager, project) == {"edit": True, "unpublish": True, "delete": True}
    assert status(manager, "wagtailadmin_pages:add", "projects", "projectpage", projects.pk) == 200
    assert project.permissions_for_user(manager_of(manager)).can_publish()


def test_in_the_lists_of_other_languages_too(manager, home, projects, project):
    for page in (home, projects, project):
        translate(page, "en")

    english = ProjectIndexPage.objects.get(locale__language_code="en")

    assert english.permissions_for_user(manager_of(manager)).can_publish_subpage()


@pytest.mark.parametrize("model", PROJECT_SNIPPETS)
def test_what_projects_refer_to_is_edited(manager, model):
    assert status(manager, f"wagtailsnippets_projects_{model}:list") == 200
    assert status(manager, f"wagtailsnippets_projects_{model}:add") == 200


@pytest.mark.parametrize("name", ["wagtaildocs:index", "wagtaildocs:add_multiple", "wagtailimages:index"])
def test_documents_and_pictures_are_added(manager, name):
    assert status(manager, name) == 200


# May not


def test_no_page_outside_of_the_projects_is_touched(manager, home, projects):
    handbooks = HandbookIndexPageFactory(parent=home, slug="handbooks")
    handbook = HandbookPageFactory(parent=handbooks)
    courses = CourseIndexPageFactory(parent=home, slug="courses")
    pages = [
        home,
        handbooks,
        handbook,
        ChapterPageFactory(parent=handbook),
        courses,
        CoursePageFactory(parent=courses),
        StandardPageFactory(parent=home),
    ]

    for page in pages:
        assert not any(page_actions(manager, page).values()), page
    for parent, kind in ((home, "home/standardpage"), (handbooks, "handbooks/handbookpage")):
        assert status(manager, "wagtailadmin_pages:add", *kind.split("/"), parent.pk) == 302
    assert status(manager, "wagtailadmin_pages:add_subpage", home.pk) == 302


def test_the_list_of_projects_is_not_deleted_with_all_that_is_below(manager, projects, project):
    assert status(manager, "wagtailadmin_pages:delete", projects.pk) == 302


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_users:index",
        "wagtailusers_users:add",
        "wagtailusers_groups:index",
        "wagtailsites:index",
        "wagtaillocales:index",
        "wagtailadmin_collections:index",
        "wagtailadmin_workflows:index",
        "wagtailredirects:index",
        "wagtailsnippets_projects_topic:list",
    ],
)
def test_users_settings_and_topics_are_closed(manager, name):
    assert status(manager, name) in (302, 403)


@pytest.mark.parametrize("factory", [OrganisationFactory, FundingProgrammeFactory, IndicatorFactory])
def test_snippets_are_not_deleted(manager, factory):
    row = factory()

    assert status(manager, f"wagtailsnippets_projects_{row._meta.model_name}:delete", row.pk) in (302, 403)


def test_pictures_of_others_are_not_deleted(manager):
    image = picture()

    assert status(manager, "wagtailimages:delete", image.pk) in (302, 403)


def test_where_the_group_was_deleted_a_list_of_projects_is_made_all_the_same(home):
    Group.objects.filter(name="Project managers").delete()
    before = GroupPagePermission.objects.count()

    ProjectIndexPageFactory(parent=home)

    assert GroupPagePermission.objects.count() == before


def manager_of(client):
    from django.contrib.auth import get_user

    class Request:
        session = client.session

    return get_user(Request())
