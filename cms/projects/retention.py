"""How long the evidence of a funded project is kept."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import ProjectPage


def keys_of_projects_that_keep_evidence() -> QuerySet[Any, Any]:
    """Return the translation keys of the projects whose funder may still ask for evidence, today included: those with a
    programme and a date that isn't past. What the source page says counts, like in `source_of`.
    """
    sources = ProjectPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    is_source = Q(pk__in=sources.values("pk")) | ~Q(translation_key__in=sources.values("translation_key"))
    kept = ProjectPage.objects.filter(is_source, programme__isnull=False, retention_date__gte=timezone.localdate())
    return kept.values("translation_key")
