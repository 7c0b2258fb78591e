"""How fields behave in translations, beyond wagtail-localize's own kinds."""

from wagtail_localize.fields import BaseTranslatableField, SynchronizedField


class SourceOnlyField(BaseTranslatableField):
    """A field or child relation that has no language: it lives on the source page, and translations read it there."""


def same_everywhere(*names: str) -> list[SynchronizedField]:
    """Return fields that are copied to every translation and can't be changed there."""
    return [SynchronizedField(name, overridable=False) for name in names]


def source_only(*names: str) -> list[SourceOnlyField]:
    """Return fields that stay on the source page."""
    return [SourceOnlyField(name) for name in names]
