from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search in the reader's language."""

    name = "search"
