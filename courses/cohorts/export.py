"""A cohort's overview as a table for spreadsheets."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import AttendanceEvidence, Cohort
from .overview import Overview

GROUPS = ("help", "under_way", "not_begun", "finished")


def group_names() -> dict[str, str]:
    """Return what the groups of members are called, those first who need a trainer first."""
    names = (_("Need help now"), _("Under way"), _("Not begun"), _("Finished"))
    return dict(zip(GROUPS, names, strict=True))


def rows_of(overview: Overview) -> list[list[Any]]:
    """Return the table: a heading, then a row for each member."""
    words = {"finished": _("finished"), "begun": _("begun"), "none": ""}
    names = group_names()
    heading = [_("Name"), _("Joined on"), _("State"), _("Lessons finished"), _("Sessions present"), _("Last worked on")]
    heading += [f"{numbers.lesson.number}. {numbers.lesson.title}" for numbers in overview.lessons]
    return [
        heading,
        *(
            [
                standing.membership.learner.name,
                timezone.localdate(standing.membership.joined_at).isoformat(),
                names[standing.group],
                standing.finished,
                standing.attended,
                timezone.localdate(standing.last_at).isoformat() if standing.last_at else "",
                *(words[state] for state in standing.states),
            ]
            for standing in overview.standings
        ),
    ]


def evidence_rows_of(cohort: Cohort) -> list[list[Any]]:
    """Return what stands below the table if people are gone and their attendance is kept as evidence: a row for each
    person and session.
    """
    evidence = AttendanceEvidence.objects.needed().filter(session__cohort=cohort).select_related("session")
    rows = [[row.name, row.session.on.isoformat(), row.session.topic, row.get_status_display()] for row in evidence]
    heading = [_("Name"), _("Date"), _("Topic"), _("Attendance")]
    return (
        [[], [_("Kept as evidence for the project: people whose records were deleted")], heading, *rows] if rows else []
    )
