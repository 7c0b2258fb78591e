"""Who may see a project's report and close its periods: whoever may edit the project's page."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.projects.models import ClosedPeriod
from cms.projects.reports import services
from tests.factories import ProjectIndexPageFactory, ProjectPageFactory
from tests.factories.translations import translate
from tests.projects.reports.test_closing import PERIOD, YEAR


@pytest.fixture
def closed(project, manager):
    return services.close_period(project=project, period=PERIOD, language="bg", by=manager.user)


def statuses(client, project, closed):
    """Return how the report's pages answer: each of them, and closing another period."""
    addresses = [
        reverse("project_report", args=[project.pk]),
        reverse("project_closed_period", args=[project.pk, closed.pk]),
        *(reverse("project_report_file", args=[project.pk, kind]) for kind in ("xlsx", "csv", "pdf")),
        *(reverse("project_closed_file", args=[project.pk, closed.pk, kind]) for kind in ("xlsx", "csv", "pdf")),
    ]
    closing = reverse("project_close_period", args=[project.pk])
    answers = {client.get(address).status_code for address in addresses}
    return answers | {client.post(closing, YEAR | {"start": "2014-01-01", "end": "2014-12-31"}).status_code}


def test_who_may_edit_the_project_may(manager, project, closed):
    assert statuses(manager, project, closed) == {200, 302}
    assert ClosedPeriod.objects.count() == 2


@pytest.mark.parametrize("group", ["Trainer", "Editors", "Moderators"])
def test_who_may_not_edit_it_may_not(in_group, project, closed, group):
    GroupPagePermission.objects.filter(group__name=group).delete()

    assert statuses(in_group(group), project, closed) <= {302, 403}
    assert ClosedPeriod.objects.count() == 1


def test_nobody_may_without_logging_in(project, closed):
    assert statuses(Client(), project, closed) == {302}
    assert ClosedPeriod.objects.count() == 1


def test_who_may_edit_a_translation_only_may_not(in_group, home, project, closed):
    for page in (home, project.get_parent().specific):
        translate(page, "en")
    english = translate(project, "en")
    GroupPagePermission.objects.exclude(page__locale=english.locale).delete()
    client = in_group("Project managers")
    assert english.permissions_for_user(client.user).can_edit()

    assert statuses(client, english, closed) <= {302, 403}
    assert ClosedPeriod.objects.count() == 1


def test_a_closed_period_of_another_project_is_not_shown(manager, project, closed):
    other = ProjectPageFactory(parent=project.get_parent().specific, slug="other")

    assert manager.get(reverse("project_closed_period", args=[other.pk, closed.pk])).status_code == 404
    assert manager.get(reverse("project_closed_file", args=[other.pk, closed.pk, "csv"])).status_code == 404


def test_from_a_translation_the_same_report_is_reached(manager, home, project, closed):
    for page in (home, project.get_parent().specific):
        translate(page, "en")
    english = translate(project, "en")

    assert statuses(manager, english, closed) == {200, 302}


def test_the_project_page_leads_there_for_those_who_may(manager, in_group, project):
    edit = reverse("wagtailadmin_pages:edit", args=[project.pk])
    listing = reverse("wagtailadmin_explore", args=[project.get_parent().pk])
    address = reverse("project_report", args=[project.pk])

    for page in (edit, listing):
        assert address in manager.get(page).content.decode()
    other = ProjectIndexPageFactory(parent=project.get_parent().get_parent().specific, slug="others")
    client = in_group("Editors")
    GroupPagePermission.objects.filter(group=client.user.groups.get()).update(page=other)
    assert address not in client.get(listing).content.decode()


def test_files_are_not_kept_by_caches(manager, project, closed):
    for address in ("project_report_file", "project_closed_file"):
        args = [project.pk, "csv"] if address == "project_report_file" else [project.pk, closed.pk, "csv"]
        assert "private" in manager.get(reverse(address, args=args))["Cache-Control"]
