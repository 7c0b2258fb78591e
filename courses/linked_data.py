"""A course in the words of schema.org."""

from typing import Any

from django.conf import settings

from cms.core.medium import base_language
from cms.core.routing.addresses import full_address

from .lessons import Plan


def course_data(course: Any, plan: Plan, topics: list[Any]) -> dict[str, Any]:
    """Return a `Course` that everybody may take at any time, with its lessons."""
    address = full_address(course.url or "")
    lessons = [
        {"@type": "Syllabus", "position": lesson.number, "name": lesson.title, "url": full_address(lesson.address)}
        for lesson in plan.lessons
    ]
    return {
        "@type": "Course",
        "@id": address,
        "url": address,
        "name": course.title,
        "description": course.summary or course.title,
        "inLanguage": base_language(course.language),
        "provider": {"@type": "Organization", "name": settings.ISSUER_NAME},
        "audience": {"@type": "Audience", "audienceType": course.for_whom} if course.for_whom else None,
        "teaches": course.outcome_list,
        "about": [str(topic) for topic in topics],
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{plan.minutes}M",
        },
        "syllabusSections": lessons,
    }
