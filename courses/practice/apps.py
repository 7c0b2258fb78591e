from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Answers and progress."""

    name = "courses.practice"
