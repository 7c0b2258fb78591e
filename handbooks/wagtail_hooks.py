"""In the admin: facts that are due to be checked, and the map of a chapter's cases."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.ui.components import Component

from cms.core.exercises.map import case_map
from cms.core.exercises.walk import walk_exercises

from .models import ChapterPage

AHEAD = timedelta(days=30)
LIMIT = 20


class FactsDuePanel(Component):
    """Chapters whose facts somebody has to check within a month.

    Dates stand on the source page and are copied; only sources are listed.
    """

    name = "facts_due"
    order = 130

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        today = timezone.localdate()
        due = ChapterPage.objects.facts_due(today + AHEAD).in_source_language()
        chapters = [page for page in due[: 5 * LIMIT] if page.permissions_for_user(self.user).can_edit()][:LIMIT]
        return (
            render_to_string("handbooks/admin/facts_due_panel.html", {"chapters": chapters, "today": today})
            if chapters
            else ""
        )


@hooks.register("construct_homepage_panels")
def facts_due_panel(request, panels):
    """Name the chapters whose facts are due on the admin's first page."""
    panels.append(FactsDuePanel(request.user))


def case_maps(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the cases of a chapter's newest draft as maps."""
    chapter = get_object_or_404(ChapterPage, pk=pk)
    if not chapter.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = chapter.get_latest_revision_as_object()
    found = [exercise.value for exercise in walk_exercises(draft.body) if exercise.kind == "case"]
    cases = [(case["title"], case_map(case["nodes"])) for case in found]
    return render(request, "handbooks/admin/case_maps.html", {"chapter": draft, "cases": cases})


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the page with the maps of a chapter's cases."""
    return [path("chapters/<int:pk>/cases/", case_maps, name="case_maps")]


@hooks.register("register_page_header_buttons")
def case_maps_button(page, user, next_url=None, **kwargs):
    """Lead from a chapter with cases to their maps."""
    if (
        isinstance(page, ChapterPage)
        and any(exercise.kind == "case" for exercise in walk_exercises(page.body))
        and page.permissions_for_user(user).can_edit()
    ):
        yield widgets.Button(_("Map of the cases"), reverse("case_maps", args=[page.pk]), icon_name="site", priority=60)
