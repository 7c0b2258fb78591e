"""In the admin: a page's languages, translations that wait, and the guards on publishing unfinished ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from cms.core.checks import pages_to_publish

from . import services
from .admin_views import page_languages
from .models import TranslationState

LIMIT = 20


@hooks.register("register_admin_urls")
def admin_urls():
    """Add the page about a page's languages."""
    return [path("pages/<int:pk>/languages/", page_languages, name="page_languages")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def languages_button(page, user, next_url=None, **kwargs):
    """Lead from a page to its languages."""
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        yield widgets.Button(_("Languages"), reverse("page_languages", args=[page.pk]), icon_name="globe", priority=50)


def _why_unfinished(page: Page) -> str:
    """Return what an unfinished translation lacks, an empty string for any other page."""
    missing = services.missing_texts(page)
    text = ngettext(
        "%(count)d text is not translated yet. The page keeps what it shows until all are.",
        "%(count)d texts are not translated yet. The page keeps what it shows until all are.",
        missing,
    )
    return text % {"count": missing} if missing else ""


@hooks.register("before_edit_page", order=-1)
def refuse_unfinished_translation(request: HttpRequest, page: Page):
    """Say why an unfinished translation isn't published; what was typed is saved already, text by text."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not (why := _why_unfinished(page)):
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_unfinished_translations(request: HttpRequest, action_type: str, objects: list[Any], action: Any):
    """Stop bulk publishing as a whole if an unfinished translation is among the pages: its gaps hold source text."""
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    unfinished = [(page, why) for page in pages_to_publish(action, objects) if (why := _why_unfinished(page))]
    for page, why in unfinished:
        messages.error(request, _("“%(page)s” can't be published: %(problem)s") % {"page": page.title, "problem": why})
    return redirect(action.next_url) if unfinished else None


@hooks.register("construct_page_action_menu")
def no_copies_of_sources(menu_items, request, context):
    """Take away wagtail-localize's "convert to alias page" (see `localize.refuse_alias`)."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


class OutdatedPanel(Component):
    """Translations whose source has changed."""

    name = "outdated_translations"
    order = 120

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        states = TranslationState.objects.outdated().select_related("page__locale", "source")[: 5 * LIMIT]
        mine = [state for state in states if state.page.permissions_for_user(self.user).can_edit()][:LIMIT]
        return render_to_string("languages/admin/outdated_panel.html", {"states": mine}) if mine else ""


@hooks.register("construct_homepage_panels")
def outdated_panel(request, panels):
    """Name the translations that wait on the admin's first page."""
    panels.append(OutdatedPanel(request.user))
