"""Blocks of the home page."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale

from cms.core.blocks import ContentBlock, ProseStreamBlock, picture_fields, picture_problems


class HeroBlock(ContentBlock):
    """What the site is, in one look."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.TextBlock(rows=3, label=_("Text"))
    link = blocks.PageChooserBlock(required=False, label=_("Leads to"))
    link_text = blocks.CharBlock(required=False, max_length=60, label=_("Words on the button"))

    class Meta:
        icon = "home"
        label = _("Opening")
        template = "home/blocks/hero.html"
        description = _("The first thing people see: what the site is and one button.")
        preview_value = {
            "heading": _("A little bridge"),
            "text": _("Lessons for the first steps."),
            "link_text": _("Begin"),
        }

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)


class CardsBlock(ContentBlock):
    """Pages shown as cards."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), min_num=1, max_num=12, label=_("Pages"))

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "home/blocks/cards.html"
        description = _(
            "Courses, handbooks or other pages to choose from. "
            "In each language the page's own version is shown, if there is one."
        )
        preview_value = {"heading": _("Courses"), "pages": []}


class NewsBlock(ContentBlock):
    """The newest news."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    count = blocks.IntegerBlock(min_value=1, max_value=6, default=2, label=_("How many"))

    class Meta:
        icon = "calendar-alt"
        label = _("News")
        template = "home/blocks/news.html"
        description = _("The newest news; the list keeps itself up to date.")
        preview_value = {"heading": _("News"), "count": 2}

    def get_preview_context(self, value, parent_context=None):
        """Show the newest news of the editor's language as the example."""
        news = apps.get_model("home", "NewsPage").objects.live().filter(locale=Locale.get_active()).newest()
        return {**(parent_context or {}), "newest": news[: value["count"]]}


class HomeStreamBlock(ProseStreamBlock):
    """The body of the home page."""

    hero = HeroBlock()
    cards = CardsBlock()
    news = NewsBlock()

    class Meta:
        template = "core/blocks/stream.html"
