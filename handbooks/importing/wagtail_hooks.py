"""Importing in the admin: a button at lists of handbooks and at handbooks."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import widgets

from . import admin_views as views
from .services import may_import


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the pages of importing."""
    return [
        path("handbooks/import/<int:parent_pk>/", views.upload, name="import_upload"),
        path("handbooks/import/<uuid:pk>/", views.review, name="import_review"),
        path("handbooks/import/<uuid:pk>/discard/", views.discard, name="import_discard"),
    ]


@hooks.register("register_page_header_buttons")
def import_button(page, user, next_url=None, **kwargs):
    """Lead from where handbooks and chapters stand to importing some."""
    if may_import(page, user):
        yield widgets.Button(
            _("Import a document"), reverse("import_upload", args=[page.pk]), icon_name="upload", priority=55
        )
