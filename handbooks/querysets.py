"""Reading handbooks and chapters."""

from django.conf import settings
from wagtail.query import PageQuerySet


class PublicQuerySet(PageQuerySet):
    """Pages of handbooks."""

    def public_in(self, language):
        """Those that everybody may read in a language, with their locale."""
        return self.live().public().filter(locale__language_code=language).select_related("locale")


class HandbookQuerySet(PublicQuerySet):
    """Handbooks."""

    def with_cover(self):
        """Together with their covers: lists show them."""
        return self.select_related("cover")


class ChapterQuerySet(PublicQuerySet):
    """Chapters."""

    def facts_due(self, day):
        """Live chapters whose facts are to be checked by `day`."""
        return self.live().filter(facts_review_due__lte=day).order_by("facts_review_due")

    def in_source_language(self):
        """Those in the language that everything is written in."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)
