"""What is counted of printed copies for a project."""

from typing import Any

from django.db.models import Sum

from cms.projects.metrics import Period

from .models import HandOut, PrintRun


def copies_printed(project: Any, period: Period) -> int:
    """Return how many copies a project has printed."""
    rows = PrintRun.objects.filter(project__translation_key=project.translation_key)
    return rows.printed_between(*period).aggregate(total=Sum("copies"))["total"] or 0


def copies_handed_out(project: Any, period: Period) -> int:
    """Return how many of a project's printed copies were handed out."""
    rows = HandOut.objects.filter(print_run__project__translation_key=project.translation_key)
    return rows.handed_out_between(*period).aggregate(total=Sum("copies"))["total"] or 0
