from django.apps import AppConfig


class HandbooksConfig(AppConfig):
    """Handbooks and their chapters."""

    name = "handbooks"

    def ready(self):
        from cms.core import slots

        from .slots import handbooks_of_project

        slots.fill("project.outputs", handbooks_of_project)
