"""What of a learner's attendance stays when the learner is deleted. Reads only."""

from datetime import date
from typing import NamedTuple

from django.utils import translation

from cms.languages.localized import source_of
from cms.projects.funding import funding_of
from cms.projects.models import ProjectPage
from courses.learners.models import Learner

from .models import Attendance


class Retention(NamedTuple):
    """A project, by its title, and the last day on which its evidence is kept."""

    project: str
    until: date


def retentions_of(learner: Learner) -> list[Retention]:
    """Return for which projects, titled in the active language, a learner's attendance is evidence that is kept."""
    needed = Attendance.objects.needed().filter(membership__learner=learner)
    projects = ProjectPage.objects.filter(pk__in=needed.values("session__cohort__project"))
    found = set()
    for project in projects.select_related("locale"):
        source = source_of(project)
        funding = funding_of(source.translation_key, translation.get_language())
        found.add(Retention(funding.project if funding else source.title, source.retention_date))
    return sorted(found)
