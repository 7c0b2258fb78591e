"""Reports in the admin: reached from the menu of a project's page."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.languages.localized import source_of

from .models import ProjectPage
from .reports import admin_views as views

one_project = [
    path("", views.report, name="project_report"),
    path("report.<str:kind>", views.report_file, name="project_report_file"),
    path("close/", views.close_period, name="project_close_period"),
    path("closed/<int:closed_pk>/", views.closed_period, name="project_closed_period"),
    path("closed/<int:closed_pk>/report.<str:kind>", views.closed_file, name="project_closed_file"),
]


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the pages of reports."""
    return [path("projects/<int:pk>/report/", include(one_project))]


def _buttons(page, user):
    project = page.specific_deferred
    if isinstance(project, ProjectPage) and source_of(project).permissions_for_user(user).can_edit():
        address = reverse("project_report", args=[page.pk])
        yield Button(_("Report to the funder"), address, icon_name="table", priority=45)


@hooks.register("register_page_listing_more_buttons")
def report_in_listing(page, user, next_url=None):
    """Lead from a list of pages to a project's report."""
    return _buttons(page, user)


@hooks.register("register_page_header_buttons")
def report_in_header(page, user, view_name, next_url=None):
    """Lead from a project's page to its report."""
    return _buttons(page, user)
