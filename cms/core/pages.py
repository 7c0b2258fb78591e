"""The base of every page type."""

from itertools import chain

from django.http import HttpRequest
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from .blocks.base import Problem
from .cache import cached
from .checks import page_problems, undescribed_pictures
from .forms import PageForm
from .medium import Medium, is_easy
from .revisions import without_missing
from .richtext import linked_page_ids, number_footnotes, resolve_links
from .translatable import SourceOnlyField


class BasePage(Page):
    """What all our pages have in common: their medium, checks before publishing, translations that keep the source's
    slug.
    """

    base_form_class = PageForm

    has_short_address = False
    has_poster = False
    search_kind = ""
    body_fields: tuple[str, ...] = ()

    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        """The page's language tag."""
        return self.locale.language_code

    @property
    def easy(self) -> bool:
        """Whether the page is written in easy language."""
        return is_easy(self.language)

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """Copy the page into another language, without what lives on the source page only.

        Raises ParentNotTranslatedError whatever `copy_parents` says: Wagtail would put live copies in this page's
        language in the place of the pages missing above.
        """
        source_only = [f.field_name for f in self.override_translatable_fields if isinstance(f, SourceOnlyField)]
        return super().copy_for_translation(locale, False, alias, [*(exclude_fields or []), *source_only])

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Read a revision, also one that refers to what has been deleted since."""
        if check_fks:
            data = without_missing(cls, data) or data
        return super().from_serializable_data(data, check_fks, strict_fks)

    def problems(self) -> list[Problem]:
        """Return what must be mended before the page may be published."""
        return page_problems(self)

    def field_problems(self) -> list[tuple[str, str]]:
        """Return the names of fields that a draft may keep as they are, publishing may not, with what to say there."""
        return undescribed_pictures(self)

    def bodies(self) -> list:
        """Return the page's stream values."""
        return [getattr(self, name) for name in self.body_fields]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the medium: inner links of all bodies resolved in two queries, footnotes numbered."""
        context = super().get_context(request, *args, **kwargs)
        footnotes, notes = number_footnotes(chain.from_iterable(self.bodies()))
        ids = sorted(linked_page_ids(*self.bodies()))
        links = cached(f"links:{self.language}:{ids}", lambda: resolve_links(ids, self.language)) if ids else {}
        context["medium"] = Medium("web", self.language, links, footnotes)
        context["notes"] = notes
        return context
