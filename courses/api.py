"""Courses in the programming interface."""

from typing import Any

from rest_framework.fields import Field

from cms.core.routing.addresses import full_address

from .lessons import plan_of


class LessonsField(Field):
    """The lessons of a course that everybody may read; `key` is the chapter's `translation_key`."""

    def get_attribute(self, instance: Any) -> Any:
        """Take the course itself."""
        return instance

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        """Return the lessons in their order."""
        return [
            {"key": lesson.key, "title": lesson.title, "url": full_address(lesson.address), "minutes": lesson.minutes}
            for lesson in plan_of(value).lessons
        ]
