"""Files of handbooks in the admin."""

from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.ui.components import Component

from handbooks.models import HandbookPage

from . import admin_views as views
from .overview import needing_care


class FilesPanel(Component):
    """Handbooks of which a file could not be made, or waits for a worker."""

    name = "handbook_files"
    order = 120

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        rows = [(page, states) for page, states in needing_care() if page.permissions_for_user(self.user).can_edit()]
        return render_to_string("handbooks/editions/panel.html", {"rows": rows}) if rows else ""


@hooks.register("construct_homepage_panels")
def files_panel(request, panels):
    """Name the handbooks whose files need care on the admin's first page."""
    panels.append(FilesPanel(request.user))


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the pages about a handbook's files."""
    return [
        path("handbooks/<int:pk>/files/", views.files, name="handbook_files"),
        path("handbooks/<int:pk>/files/make/", views.rebuild, name="handbook_files_make"),
        path("handbooks/<int:pk>/files/edition/", views.declare, name="declare_edition"),
        path("handbooks/<int:pk>/files/<uuid:build>/", views.file, name="handbook_build"),
    ]


@hooks.register("register_page_header_buttons")
def files_button(page, user, next_url=None, **kwargs):
    """Lead from a handbook to its files."""
    if isinstance(page, HandbookPage) and page.permissions_for_user(user).can_edit():
        yield widgets.Button(
            _("Downloads"), reverse("handbook_files", args=[page.pk]), icon_name="download", priority=55
        )
