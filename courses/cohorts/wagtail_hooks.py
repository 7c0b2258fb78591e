"""In the admin: cohorts for those who arrange them, and what each trainer keeps of their own."""

from django import forms
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PageChooserPanel
from wagtail.admin.viewsets.model import ModelViewSet

from . import admin_views as views
from .forms import CohortForm
from .models import Cohort


class CohortViewSet(ModelViewSet):
    """Arranging cohorts. Needs the rights to add and change them, which trainers don't have."""

    model = Cohort
    icon = "group"
    menu_label = _("Arrange cohorts")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "starts_on", "ends_on", "is_open"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("course_key"),
            PageChooserPanel("project"),
            FieldPanel("place", widget=forms.Select),
            FieldPanel("trainers", widget=forms.CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldRowPanel([FieldPanel("seats"), FieldPanel("is_open")]),
        ],
        base_form_class=CohortForm,
    )


@hooks.register("register_admin_viewset")
def cohort_viewset():
    """Add the pages for arranging cohorts."""
    return CohortViewSet("cohort")


class CohortsMenuItem(MenuItem):
    """Leads to one's cohorts; shown to whoever has some."""

    def is_shown(self, request):
        return Cohort.objects.visible_to(request.user).exists()


@hooks.register("register_admin_menu_item")
def cohorts_menu_item():
    """Lead trainers to their cohorts."""
    return CohortsMenuItem(_("Cohorts"), reverse("cohorts"), name="cohorts", icon_name="group", order=300)


one_cohort = [
    path("", views.cohort_screen, name="cohort_screen"),
    path("open/", views.set_open, name="cohort_open"),
    path("export.<str:kind>", views.export, name="cohort_export"),
    path("certificates/", views.certify, name="cohort_certify"),
    path("certificates.pdf", views.certificates, name="cohort_certificates"),
    path("people/", views.add_people, name="cohort_add_people"),
    path("people/<int:member_pk>/", views.member, name="cohort_member"),
    path("people/<int:member_pk>/card/", views.replace_card, name="cohort_card"),
    path("people/<int:member_pk>/recognise/", views.recognise, name="cohort_recognise"),
    path("people/<int:member_pk>/certificate/", views.decide, name="cohort_decide"),
    path("people/<int:member_pk>/<str:kind>/add/", views.edit_record, name="cohort_add_record"),
    path("people/<int:member_pk>/<str:kind>/<int:record_pk>/", views.edit_record, name="cohort_edit_record"),
    path("sessions/add/", views.edit_session, name="cohort_add_session"),
    path("sessions/<int:session_pk>/", views.edit_session, name="cohort_edit_session"),
    path("sessions/<int:session_pk>/roster/", views.roster, name="cohort_roster"),
    path("sessions/<int:session_pk>/sheet/", views.sheet, name="cohort_sheet"),
]


@hooks.register("register_admin_urls")
def admin_urls():
    """Add a trainer's pages."""
    return [path("cohorts/", views.cohorts, name="cohorts"), path("cohorts/<int:pk>/", include(one_cohort))]
