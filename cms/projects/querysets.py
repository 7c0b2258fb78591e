"""Reading projects."""

from django.db.models import F
from wagtail.query import PageQuerySet


class ProjectQuerySet(PageQuerySet):
    """Projects."""

    def latest_first(self):
        """The latest beginning first; those without a date stand at the end."""
        return self.order_by(F("start_date").desc(nulls_last=True), F("contract_date").desc(nulls_last=True), "title")

    def for_list(self):
        """Without their long texts: lists show a summary."""
        return self.defer("body", "objectives")


class AnnualReportQuerySet(PageQuerySet):
    """Annual reports."""

    def newest(self):
        """The latest year first, without the long texts: lists show a summary."""
        return self.order_by("-year", "title").defer("activities", "initiatives", "governance", "mission")
