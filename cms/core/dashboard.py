"""What the admin's first page says about pages that can't be published."""

from django.db.models import F
from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from .checks import draft_problems

LIMIT = 50


class ProblemsPanel(Component):
    """Pages whose newest text has something to mend, the last edited ones first."""

    name = "problems"
    order = 110

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        rows = []
        # Databases don't agree where pages without a revision stand; they have the least to say here.
        newest = F("latest_revision_created_at").desc(nulls_last=True)
        for page in Page.objects.filter(depth__gte=2).order_by(newest).specific()[:LIMIT]:
            if page.permissions_for_user(self.user).can_edit() and (found := draft_problems(page)):
                rows.append({"page": page, "problem": found[0].message, "more": len(found) - 1})
        return render_to_string("core/admin/problems_panel.html", {"rows": rows}) if rows else ""
