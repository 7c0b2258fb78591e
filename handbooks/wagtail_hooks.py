"""In the admin: facts that are due to be checked."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

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
