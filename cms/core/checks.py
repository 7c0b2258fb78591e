"""What stands in the way of publishing a page: one answer for the page editor, bulk publishing and the dashboard."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from .blocks.base import Problem

PICTURES = ("cover", "picture")


def page_problems(page: Any) -> list[Problem]:
    """Return the problems of a page's bodies as they would stop its publication, each with the way to its field.

    A path begins with the name of the field; positions in lists count from 0. An empty list means that the page may
    be published.
    """
    found = [Problem((name,), message) for name, message in page.field_problems()]
    found += row_problems(page)
    for name in page.body_fields:
        body = getattr(page, name)
        try:
            body.stream_block.clean(body)
        except ValidationError as error:
            found += [Problem((name, *path), message) for path, message in _flatten(error)]
    return found


def row_problems(row: Any) -> list[Problem]:
    """Return the problems of a page's child rows, and of theirs: of all that have a method `field_problems`."""
    found = []
    for relation in get_all_child_relations(type(row)):
        name, model = relation.get_accessor_name(), relation.related_model
        if not hasattr(model, "field_problems") and not issubclass(model, ClusterableModel):
            continue
        for position, child in enumerate(getattr(row, name).all()):
            own = [Problem((field,), message) for field, message in own_problems(child)]
            found += [Problem((name, position, *path), message) for path, message in own + row_problems(child)]
    return found


def own_problems(row: Any) -> list[tuple[str, str]]:
    """Return what a row has to say of its fields (`field_problems`), an empty list for one that says nothing."""
    return row.field_problems() if hasattr(row, "field_problems") else []


def undescribed_pictures(page: Any) -> list[tuple[str, str]]:
    """Return the names of a page's empty description fields (`cover_alt` beside `cover`) with what to say there."""
    return [
        (f"{name}_alt", _("Say in one sentence what the picture shows."))
        for name in PICTURES
        if getattr(page, f"{name}_id", None) and not getattr(page, f"{name}_alt", "").strip()
    ]


def draft_problems(page: Any) -> list[Problem]:
    """Return the problems of what an editor wrote last on a page, published or not.

    An empty list for pages of other types.
    """
    specific = page.specific
    if not hasattr(specific, "problems"):
        return []
    return specific.get_latest_revision_as_object().problems()


def pages_to_publish(action: Any, objects: Iterable[Page]) -> list[Page]:
    """Return all pages that the bulk action "publish" would publish.

    With "include the pages below" these are also those below that aren't live yet; who may publish a page may publish
    what is below it.
    """
    pages = list(objects)
    if action.cleaned_form.cleaned_data["include_descendants"]:
        pages += [page for top in objects for page in top.get_descendants().not_live().specific()]
    return pages


def _flatten(error: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield `(path, message)` of a nested block error."""
    below = getattr(error, "block_errors", None)
    if below is None:
        for message in error.messages if isinstance(error, ValidationError) else error:
            yield (), str(message)
        return
    for key, value in below.items():
        for path, message in _flatten(value):
            yield ((key, *path) if key != NON_FIELD_ERRORS else path), message
    for message in ErrorList(getattr(error, "non_block_errors", [])):
        yield (), str(message)
