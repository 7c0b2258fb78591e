from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """Learners, their cookie and their resume code."""

    name = "courses.learners"
