"""Giving out short addresses."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cms.core.models import ShortAddress


def short_code(page_key: Any) -> str:
    """Return the code of a page's short address, an empty string before its first publication."""
    row = ShortAddress.objects.filter(page_key=page_key).first()
    return row.code if row else ""


def short_codes(page_keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the codes of pages' short addresses by page key; one query. What was never published is missing."""
    return dict(ShortAddress.objects.filter(page_key__in=page_keys).values_list("page_key", "code"))


def give_short_address(*, instance: Any, **_signal: Any) -> None:
    """Give a published page its short address, once for all its languages. Serves as a receiver of `page_published`.

    Only page types that say `has_short_address` get one. A code that is taken by chance is drawn again.
    """
    if not getattr(instance, "has_short_address", False):
        return
    for _attempt in range(5):
        if ShortAddress.objects.filter(page_key=instance.translation_key).exists():
            return
        try:
            with transaction.atomic():
                ShortAddress.objects.create(page_key=instance.translation_key)
        except IntegrityError:
            continue
        return
