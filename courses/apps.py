from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses and their lessons."""

    name = "courses"

    def ready(self):
        from cms.core import slots

        from . import signals
        from .slots import courses_of_handbook, courses_of_project, lessons_of_chapter

        signals.connect()
        slots.fill("handbook.courses", courses_of_handbook)
        slots.fill("chapter.lessons", lessons_of_chapter)
        slots.fill("project.outputs", courses_of_project)
