"""What courses show on the pages of lower apps."""

from typing import Any

from django.template.loader import render_to_string

from cms.languages.localized import live_pages_in

from .lessons import plan_of
from .models import CoursePage, Lesson


def courses_of_handbook(handbook: Any, context: dict) -> str:
    """Return links to the courses that a handbook's chapters are lessons of, in the handbook's language."""
    keys = [entry.key for entry in context["book"].chapters] if context["book"] else []
    sources = CoursePage.objects.filter(
        pk__in=Lesson.objects.filter(chapter__translation_key__in=keys).values("course")
    )
    courses = [(course, plan_of(course)) for course in live_pages_in(sources, handbook.locale.language_code)]
    courses = [(course, plan) for course, plan in courses if plan.lessons]
    return render_to_string("courses/handbook_courses.html", {**context, "courses": courses}) if courses else ""


def lessons_of_chapter(chapter: Any, context: dict) -> str:
    """Return links from a chapter to the lessons made of it, in the chapter's language."""
    sources = CoursePage.objects.filter(
        pk__in=Lesson.objects.filter(chapter__translation_key=chapter.translation_key).values("course")
    )
    lessons = [
        (course, address)
        for course in live_pages_in(sources, chapter.locale.language_code)
        if (address := course.address_of_part(chapter.translation_key))
    ]
    return render_to_string("courses/chapter_lessons.html", {**context, "lessons": lessons}) if lessons else ""


def courses_of_project(project: Any, context: dict) -> str:
    """Return a project's courses in the project page's language."""
    courses = CoursePage.objects.live().filter(project__translation_key=project.translation_key, locale=project.locale)
    return render_to_string("courses/project_courses.html", {**context, "courses": courses}) if courses else ""
