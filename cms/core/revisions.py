"""Revisions that refer to rows which have been deleted since.

A foreign key with PROTECT keeps what is published from losing its row; what only a draft or an old version refers to
may be deleted. django-modelcluster refuses to read such a revision, so what it lacks is taken out before.
"""

from typing import Any

from django.db.models import PROTECT, ForeignKey
from modelcluster.models import get_all_child_relations


def without_missing(model: Any, data: dict[str, Any]) -> dict[str, Any] | None:
    """Return the data of a row in a revision without its protected references to rows that no longer exist.

    A reference that may be empty is emptied; a child row that can't do without is left out. None if the row itself
    can't do without.
    """
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or field.remote_field.on_delete is not PROTECT:
            continue
        wanted = data.get(field.name)
        if wanted is None or field.related_model._base_manager.filter(pk=wanted).exists():
            continue
        if not field.null:
            return None
        data = data | {field.name: None}
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in data:
            rows = (without_missing(relation.related_model, row) for row in data[name])
            data = data | {name: [row for row in rows if row is not None]}
    return data
