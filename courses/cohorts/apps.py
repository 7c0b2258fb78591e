from django.apps import AppConfig


class CohortsConfig(AppConfig):
    """Cohorts and what their trainers keep."""

    name = "courses.cohorts"

    def ready(self):
        from courses.practice.services import also_merge

        from .services import follow_merge

        also_merge(follow_merge)
