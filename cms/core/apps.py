from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page type stands on: base page, blocks, routing, caching."""

    name = "cms.core"
    label = "core"

    def ready(self):
        from . import signals

        signals.connect()
