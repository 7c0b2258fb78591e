from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """Pictures."""

    name = "cms.images"
    label = "images"
