"""What handbooks show on the pages of lower apps."""

from django.template.loader import render_to_string

from .models import HandbookPage


def handbooks_of_project(project, context: dict) -> str:
    """Return the project's handbooks in the project page's language."""
    handbooks = (
        HandbookPage.objects.live()
        .filter(project__translation_key=project.translation_key, locale=project.locale)
        .with_cover()
        .order_by("path")
    )
    return (
        render_to_string("handbooks/project_handbooks.html", {"handbooks": handbooks, **context}) if handbooks else ""
    )
