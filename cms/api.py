"""The read-only programming interface (Wagtail API v2): what everybody may read, as JSON."""

from typing import Any

from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.core.cache import mark_shared
from courses.models import CoursePage
from handbooks.models import ChapterPage, HandbookPage


class PublicPagesViewSet(PagesAPIViewSet):
    """Live pages that everybody may read, whoever asks: the answer is the same for all."""

    authentication_classes = ()
    permission_classes = ()
    http_method_names = ["get", "head", "options"]
    # `type` names any page type of the site: each endpoint has its own.
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"type", "site"}

    def get_base_queryset(self) -> PageQuerySet:
        """Return all pages that may be shown, also as parents."""
        return Page.objects.live().public().order_by("id")

    def get_queryset(self) -> PageQuerySet:
        """Return the endpoint's pages."""
        pages = self.model.objects.live().public().select_related("locale")
        return pages.order_by("id")

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        """Let caches keep the answer, and other sites' programs read it."""
        response = super().finalize_response(*args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return mark_shared(response) if response.status_code == 200 else response


class HandbooksViewSet(PublicPagesViewSet):
    """Handbooks."""

    model = HandbookPage
    name = "handbooks"


class ChaptersViewSet(PublicPagesViewSet):
    """Chapters with their text."""

    model = ChapterPage
    name = "chapters"


class CoursesViewSet(PublicPagesViewSet):
    """Courses with their lessons."""

    model = CoursePage
    name = "courses"


router = WagtailAPIRouter("api")
for view_set in (HandbooksViewSet, ChaptersViewSet, CoursesViewSet):
    router.register_endpoint(view_set.name, view_set)
