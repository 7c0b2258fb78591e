"""What is counted of downloads for a project."""

from typing import Any

from cms.projects.metrics import Period
from handbooks.models import HandbookPage

from .models import DownloadCount


def downloads(project: Any, period: Period) -> int:
    """Return how often files of a project's handbooks were downloaded."""
    keys = HandbookPage.objects.filter(project__translation_key=project.translation_key).values("translation_key")
    return DownloadCount.objects.filter(handbook_key__in=keys).between(*period).total()
