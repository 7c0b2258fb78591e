"""Printed copies in the admin: print runs for those who order them, the ledger for whoever hands copies out."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PageChooserPanel
from wagtail.admin.viewsets.model import ModelViewSet

from . import admin_views as views
from .forms import PrintRunForm
from .models import PrintRun


class PrintRunViewSet(ModelViewSet):
    """Print runs."""

    model = PrintRun
    icon = "doc-full"
    menu_label = _("Print runs")
    menu_order = 321
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["title", "edition", "printed_on", "copies"]
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldPanel("declared_edition"),
            FieldRowPanel([FieldPanel("edition"), FieldPanel("printed_on"), FieldPanel("copies")]),
            PageChooserPanel("project"),
        ],
        base_form_class=PrintRunForm,
    )


@hooks.register("register_admin_viewset")
def print_run_viewset():
    """Add the pages for print runs."""
    return PrintRunViewSet("print_run")


class StockMenuItem(MenuItem):
    """Leads to the stock; shown to whoever may hand out copies."""

    def is_shown(self, request):
        return request.user.has_perm("stock.add_handout")


@hooks.register("register_admin_menu_item")
def stock_menu_item():
    """Lead to the stock."""
    return StockMenuItem(_("Printed copies"), reverse("stock"), name="stock", icon_name="doc-full", order=320)


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the stock's pages."""
    return [
        path("stock/", views.stock, name="stock"),
        path("stock/<int:pk>/", views.print_run, name="stock_print_run"),
        path("stock/entries/<int:pk>/", views.correct, name="stock_correct"),
    ]
