"""Factories of pages. They are live and published, as an editor would leave them, unless `live=False`.

A child page takes its parent's language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import factory
import wagtail_factories
from modelsearch import index
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.projects.models import (
    ActionPlanPage,
    EventIndexPage,
    EventPage,
    EventParticipants,
    ProjectIndexPage,
    ProjectPage,
)
from courses.models import CourseIndexPage, CoursePage, Lesson
from handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage
from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage


@contextmanager
def few_indexes() -> Iterator[None]:
    """Leave out what Wagtail does several times for a page that is made, saved and published: half of the time of all
    tests. Who tests the index of references writes it; the search index is written once, afterwards.
    """
    with (
        disable_reference_index_auto_update(),
        patch("modelsearch.signal_handlers.insert_or_update_object_task"),
    ):
        yield


class PublishedPageFactory(wagtail_factories.PageFactory):
    """A page that was published."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Страница {n}")

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        publish = kwargs.pop("live", True)
        if parent is not None and "locale" not in kwargs and not parent.is_root():
            kwargs["locale"] = parent.locale
        with few_indexes():
            page = super()._create_instance(model_class, parent, {**kwargs, "live": False})
            if publish:
                page.save_revision().publish()
                page.refresh_from_db()
        index.insert_or_update_object(page)
        return page


class HomePageFactory(PublishedPageFactory):
    class Meta:
        model = HomePage


class StandardPageFactory(PublishedPageFactory):
    class Meta:
        model = StandardPage


class NewsIndexPageFactory(PublishedPageFactory):
    class Meta:
        model = NewsIndexPage


class NewsPageFactory(PublishedPageFactory):
    class Meta:
        model = NewsPage


class ProjectIndexPageFactory(PublishedPageFactory):
    class Meta:
        model = ProjectIndexPage


class ProjectPageFactory(PublishedPageFactory):
    class Meta:
        model = ProjectPage


class EventIndexPageFactory(PublishedPageFactory):
    class Meta:
        model = EventIndexPage


class EventPageFactory(PublishedPageFactory):
    """An event; `came` are its participants by hand: places with numbers, or with organisations and numbers.

    `at` are its places.
    """

    class Meta:
        model = EventPage

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        for name, source in (("places", "at"), ("audiences", "audiences"), ("methods", "methods")):
            if source in kwargs:
                kwargs[name] = kwargs.pop(source)
        rows = [(row[0], *([None] if len(row) == 2 else []), *row[1:]) for row in kwargs.pop("came", [])]
        kwargs["participants"] = [
            EventParticipants(place=place, organisation=organisation, count=count, sort_order=position)
            for position, (place, organisation, count) in enumerate(rows)
        ]
        return super()._create_instance(model_class, parent, kwargs)


class ActionPlanPageFactory(PublishedPageFactory):
    class Meta:
        model = ActionPlanPage


class HandbookIndexPageFactory(PublishedPageFactory):
    class Meta:
        model = HandbookIndexPage


class HandbookPageFactory(PublishedPageFactory):
    class Meta:
        model = HandbookPage


class ChapterPageFactory(PublishedPageFactory):
    class Meta:
        model = ChapterPage


class CourseIndexPageFactory(PublishedPageFactory):
    class Meta:
        model = CourseIndexPage


class CoursePageFactory(PublishedPageFactory):
    """A course; `chapters` become its lessons."""

    class Meta:
        model = CoursePage

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        chapters = kwargs.pop("chapters", [])
        kwargs["lessons"] = [Lesson(chapter=chapter, sort_order=position) for position, chapter in enumerate(chapters)]
        return super()._create_instance(model_class, parent, kwargs)
