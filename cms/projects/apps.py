from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Organisations, places, funding programmes and projects: what everything else refers to."""

    name = "cms.projects"
    label = "projects"
