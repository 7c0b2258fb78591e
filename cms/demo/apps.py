from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo content and the command that loads it."""

    name = "cms.demo"
    label = "demo"

    def ready(self):
        from . import checks  # noqa: F401 (registers the check)
