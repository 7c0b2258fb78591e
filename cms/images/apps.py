from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """Pictures."""

    name = "cms.images"
    label = "images"

    def ready(self):
        from . import signals

        signals.connect()
