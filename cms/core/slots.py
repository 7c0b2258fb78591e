"""Places on a lower app's pages that upper apps fill: a project page doesn't know handbooks, yet shows them.

An upper app registers a provider in its `AppConfig.ready`; the lower page's template says
`{% slot "project.outputs" page %}`.
"""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

Provider = Callable[[Any, dict], SafeString | str]
_providers: dict[str, list[Provider]] = {}


def fill(slot: str, provider: Provider) -> None:
    """Register `provider(subject, context)`, which returns HTML (or an empty string), for a slot."""
    _providers.setdefault(slot, []).append(provider)


def render(slot: str, subject: Any, context: dict) -> list[SafeString | str]:
    """Return what the slot's providers have to show for `subject`, in the order of registration; nothing empty."""
    return [html for provider in _providers.get(slot, []) if (html := provider(subject, context))]
