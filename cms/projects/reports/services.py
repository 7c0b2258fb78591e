"""Closing periods."""

from typing import Any

from django.db import transaction

from ..metrics import Period
from ..models import ClosedPeriod, ProjectPage
from .figures import figures_of
from .pdf import report_pdf
from .report import report_of
from .tables import report_csv, report_xlsx


class PeriodOverlaps(Exception):
    """Another closed period (`other`) shares days with the one to be closed."""

    def __init__(self, other: ClosedPeriod) -> None:
        super().__init__(str(other))
        self.other = other


def close_period(*, project: ProjectPage, period: Period, language: str, by: Any) -> ClosedPeriod:
    """Freeze the figures and files of a project, given its source page, for a period that has both its days.

    The same period again returns what is there. Raises PeriodOverlaps and PdfEngineMissing, and then closes nothing;
    ValueError for a period without limits.
    """
    start, end = period
    if start is None or end is None:
        raise ValueError("Only a period with both its days can be closed.")
    there = _closed(project, period)
    if there is not None:
        return there
    # Files take seconds to make: not while others wait for the database.
    report = report_of(project, period, language)
    made = ClosedPeriod(
        project=project,
        start=start,
        end=end,
        language=language,
        figures=figures_of(report),
        xlsx=report_xlsx(report),
        csv=report_csv(report),
        pdf=report_pdf(report, project),
        closed_by=by,
        closed_by_name=by.get_full_name() or by.get_username(),
    )
    return _store(made, period)


@transaction.atomic
def _store(made: ClosedPeriod, period: Period) -> ClosedPeriod:
    # Two people close at once: one after the other.
    ProjectPage.objects.select_for_update(of=("self",)).get(pk=made.project_id)
    there = _closed(made.project, period)
    if there is None:
        made.save()
    return there or made


def _closed(project: ProjectPage, period: Period) -> ClosedPeriod | None:
    """Return the closed period with the same days; PeriodOverlaps for one that shares only some."""
    other = project.closed_periods.without_files().overlapping(period).first()
    if other is not None and (other.start, other.end) != period:
        raise PeriodOverlaps(other)
    return other
