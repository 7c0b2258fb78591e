"""The admin's name and colours, the rich-text feature for names, and the guards on publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.models import Page

from .checks import draft_problems, pages_to_publish
from .dashboard import ProblemsPanel


@hooks.register("insert_global_admin_css")
def admin_css():
    """Give the admin the site's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("register_rich_text_features")
def register_name_feature(features):
    """Names and addresses that translation tools must leave alone.

    Stored as `<code>`, the one inline tag wagtail-localize keeps for it.
    """
    features.register_editor_plugin(
        "draftail",
        "name",
        draftail.InlineStyleFeature(
            {
                "type": "NAME",
                "icon": "user",
                "description": _("Name or address: not translated"),
                "style": {"fontWeight": "600"},
            }
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "name",
        {
            "from_database_format": {"code": InlineStyleElementHandler("NAME")},
            "to_database_format": {"style_map": {"NAME": "code"}},
        },
    )


@hooks.register("before_bulk_action")
def refuse_faulty_pages(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> Any:
    """Stop bulk publishing as a whole if a page in it couldn't be published by itself.

    Name the pages and what is wrong.
    """
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    faulty = [(page, found) for page in pages_to_publish(action, objects) if (found := draft_problems(page))]
    for page, found in faulty:
        messages.error(
            request,
            _("“%(page)s” can't be published: %(problem)s") % {"page": page.title, "problem": found[0].message},
        )
    return redirect(action.next_url) if faulty else None


@hooks.register("construct_homepage_panels")
def problems_panel(request, panels):
    """Name the pages that can't be published on the admin's first page."""
    panels.append(ProblemsPanel(request.user))
