"""The organisation's own pages."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from cms.core.blocks import ProseStreamBlock
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only
from cms.languages.localized import source_of
from cms.projects.funding import funding_of

from . import querysets
from .blocks import HomeStreamBlock


class HomePage(BasePage):
    """The first page of a language, composed of blocks."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(HomeStreamBlock(), blank=True, verbose_name=_("text"))
    project = models.ForeignKey(
        "projects.ProjectPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("project that funds the site"),
        help_text=_("Its funding is shown here in full."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "home.NewsIndexPage",
        "handbooks.HandbookIndexPage",
        "courses.CourseIndexPage",
        "projects.ProjectIndexPage",
        "projects.EventIndexPage",
        "projects.AnnualReportIndexPage",
    ]
    template = "home/home_page.html"
    body_fields = ("body",)

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("body"), PageChooserPanel("project")]
    search_fields = [*BasePage.search_fields, *searchable("body")]
    override_translatable_fields = [*BasePage.override_translatable_fields, *source_only("project")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        project = source_of(self).project
        context["funding"] = funding_of(project.translation_key if project else None, self.language)
        context["cards"] = querysets.chosen_pages(self.body, self.language)
        context["newest"] = NewsPage.objects.live().filter(locale=self.locale).newest()[:6]
        return context


class StandardPage(BasePage):
    """A page of text: about us, imprint, privacy, accessibility, help."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))
    in_footer = models.BooleanField(_("show at the foot of every page"), default=False)

    subpage_types = ["home.StandardPage"]
    search_kind = "page"
    template = "home/standard_page.html"
    body_fields = ("body",)

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [
        *BasePage.promote_panels,
        MultiFieldPanel([FieldPanel("in_footer")], heading=_("Foot of the page")),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "body")]
    override_translatable_fields = [*BasePage.override_translatable_fields, *same_everywhere("in_footer")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class NewsIndexPage(BasePage):
    """All news, the newest first."""

    PER_PAGE = 10

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    template = "home/news_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().newest()
        context["news"] = Paginator(news, self.PER_PAGE).get_page(request.GET.get("page"))
        return context


class NewsPage(BasePage):
    """One piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("summary"), blank=True)
    picture = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(querysets.NewsQuerySet)()

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    search_kind = "news"
    template = "home/news_page.html"
    body_fields = ("body",)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "body")]
    override_translatable_fields = [*BasePage.override_translatable_fields, *same_everywhere("date", "picture")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
