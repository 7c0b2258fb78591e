"""In the admin: make a course of a handbook."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import widgets

from handbooks.models import HandbookPage

from .services import NoCourseIndex, make_course, may_make_course


def make_course_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make a course of a handbook or add its new chapters to the course made before."""
    handbook = get_object_or_404(HandbookPage, pk=pk)
    if not may_make_course(handbook=handbook, user=request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "courses/admin/make_course.html", {"handbook": handbook})
    try:
        course, added = make_course(handbook=handbook, user=request.user)
    except NoCourseIndex:
        messages.error(request, _("First make a list of courses below the home page."))
        return redirect("wagtailadmin_explore", handbook.get_parent().pk)
    if added:
        text = ngettext(
            "%(count)d lesson was added. Look it over and publish.",
            "%(count)d lessons were added. Look them over and publish.",
            added,
        )
        messages.success(request, text % {"count": added})
    else:
        messages.info(request, _("All chapters are in the course already."))
    return redirect("wagtailadmin_pages:edit", course.pk)


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the page that makes a course of a handbook."""
    return [path("handbooks/<int:pk>/make-course/", make_course_view, name="make_course")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def make_course_button(page, user, next_url=None, **kwargs):
    """Lead from a handbook to making a course of it."""
    if isinstance(page, HandbookPage) and may_make_course(handbook=page, user=user):
        yield widgets.Button(
            _("Make a course of this handbook"),
            reverse("make_course", args=[page.pk]),
            icon_name="list-ol",
            priority=60,
        )
