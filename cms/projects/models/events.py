"""Events: their calendar, an event, who was there, and how many of which kind a project has planned."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.core.blocks import ProseStreamBlock
from cms.core.blocks.base import Problem
from cms.core.indexing import searchable
from cms.core.pages import BasePage
from cms.core.translatable import same_everywhere, source_only
from cms.images.renditions import read_renditions

from ..blocks import FollowUpStreamBlock, GalleryStreamBlock, ProgrammeStreamBlock
from ..event_forms import EventForm
from ..event_querysets import EventQuerySet
from ..participants import double_problem, total_problem
from ..rights import entrust_to_managers
from .organisations import NamedSnippet, Organisation, Place, in_source_language
from .projects import ProjectPage

KINDS = [
    ("meeting", _("Meeting")),
    ("conference", _("Conference")),
    ("debate", _("Debate")),
    ("round_table", _("Round table")),
    ("forum", _("Forum")),
    ("seminar", _("Seminar")),
    ("community_seminar", _("Community seminar")),
    ("authority_seminar", _("Seminar for authorities")),
    ("national_seminar", _("National seminar")),
    ("international_seminar", _("International seminar")),
    ("training", _("Training")),
    ("workshop", _("Workshop")),
    ("practicum", _("Practicum")),
    ("campaign", _("Campaign")),
]


@register_snippet
class EventSeries(index.Indexed, NamedSnippet):
    """Events that belong together: a biennale, a yearly forum."""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")


@register_snippet
class Audience(index.Indexed, NamedSnippet):
    """Whom an event is for: municipalities, employers, volunteers …"""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


@register_snippet
class Method(index.Indexed, NamedSnippet):
    """How people work at an event: role play, discussion, case study …"""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("method")
        verbose_name_plural = _("methods")


class EventIndexPage(RoutablePageMixin, BasePage):
    """The calendar."""

    PER_PAGE = 12

    intro = models.TextField(_("introduction"), blank=True)

    subpage_types = ["projects.EventPage"]
    max_count_per_parent = 1
    template = "projects/event_index_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    @transaction.atomic
    def save(self, *args, **kwargs):
        is_new = self._state.adding
        result = super().save(*args, **kwargs)
        if is_new:
            entrust_to_managers(index=self)
        return result

    def get_context(self, request, *args, **kwargs):
        from ..event_calendar import calendar_of

        context = super().get_context(request, *args, **kwargs)
        return context | {"calendar": calendar_of(self, request.GET)}

    @path("events.ics/", name="calendar_file")
    def calendar_file(self, request):
        """All events that fit the filters, as a file for calendars."""
        from ..event_calendar import events_of
        from ..ics import calendar_response

        return calendar_response(events_of(self, request.GET), self.title, f"{self.slug}.ics")


class EventPage(RoutablePageMixin, BasePage):
    """An event: planned, announced, or one that has taken place."""

    kind = models.CharField(_("kind"), max_length=30, choices=KINDS, default="meeting")
    summary = models.TextField(_("summary"), blank=True)
    project = models.ForeignKey(
        ProjectPage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("series")
    )
    start_date = models.DateField(_("begins on"), null=True, blank=True)
    end_date = models.DateField(_("ends on"), null=True, blank=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("Only where the day isn't known."),
    )
    date_note = models.CharField(
        _("about the date"), max_length=100, blank=True, help_text=_("What is known of it: “in June”, “in autumn”.")
    )
    has_taken_place = models.BooleanField(
        _("has taken place"), default=False, help_text=_("For events without a date; else the date says so.")
    )
    first_day = models.DateField(null=True, editable=False, db_index=True)
    last_day = models.DateField(null=True, editable=False)
    places = ParentalManyToManyField(Place, blank=True, related_name="+", verbose_name=_("places"))

    audiences = ParentalManyToManyField(Audience, blank=True, related_name="+", verbose_name=_("for whom"))
    methods = ParentalManyToManyField(Method, blank=True, related_name="+", verbose_name=_("methods"))
    programme = StreamField(ProgrammeStreamBlock(), blank=True, verbose_name=_("programme"))
    case_exercise = models.TextField(_("case exercise"), blank=True)
    body = StreamField(ProseStreamBlock(), blank=True, verbose_name=_("text"))

    planned_participants = models.PositiveIntegerField(_("participants planned"), null=True, blank=True)
    stated_participants = models.PositiveIntegerField(
        _("total stated in the report"),
        null=True,
        blank=True,
        help_text=_("If the report names a total, write it here. It must be the sum of the rows."),
    )
    outcomes = models.TextField(_("outcomes"), blank=True)
    follow_ups = StreamField(FollowUpStreamBlock(), blank=True, verbose_name=_("what comes next"))
    gallery = StreamField(GalleryStreamBlock(), blank=True, verbose_name=_("photographs"))

    objects = PageManager.from_queryset(EventQuerySet)()

    base_form_class = EventForm
    parent_page_types = ["projects.EventIndexPage"]
    subpage_types: list[str] = []
    search_kind = "event"
    template = "projects/event_page.html"
    body_fields = ("body", "programme", "follow_ups", "gallery")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        MultiFieldPanel([PageChooserPanel("project"), FieldPanel("series")], heading=_("Belongs to")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldRowPanel([FieldPanel("year"), FieldPanel("date_note")]),
                FieldPanel("has_taken_place"),
                FieldPanel("places"),
            ],
            heading=_("When and where"),
        ),
        MultiFieldPanel([FieldPanel("audiences"), FieldPanel("methods")], heading=_("For whom and how")),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("case_exercise"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("planned_participants"), FieldPanel("stated_participants")]),
                InlinePanel("participants", label=_("Participants"), heading=_("By place and organisation")),
            ],
            heading=_("Participants"),
        ),
        FieldPanel("outcomes"),
        FieldPanel("follow_ups"),
        FieldPanel("gallery"),
    ]
    search_fields = [*BasePage.search_fields, *searchable("summary", "body", "programme", "outcomes")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("kind", "project", "series", "has_taken_place", "year"),
        *same_everywhere("start_date", "end_date", "start_time", "end_time"),
        *source_only("places", "audiences", "methods", "planned_participants", "stated_participants", "participants"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def save(self, *args, **kwargs):
        self.first_day = self.start_date or self.end_date or (date(self.year, 1, 1) if self.year else None)
        self.last_day = self.end_date or self.start_date or (date(self.year, 12, 31) if self.year else None)
        return super().save(*args, **kwargs)

    @property
    def is_over(self) -> bool:
        """Whether it has taken place."""
        return self.has_taken_place or bool(self.last_day and self.last_day < timezone.localdate())

    def field_problems(self) -> list[tuple[str, str]]:
        found = super().field_problems()
        days = {"start": self.start_date, "end": self.end_date}
        times = {"start": self.start_time, "end": self.end_time}
        if self.start_date and self.end_date and self.end_date < self.start_date:
            text = gettext("The day %(end)s lies before %(start)s, the beginning of the event.")
            found.append(("end_date", text % {name: date_format(day) for name, day in days.items() if day}))
        one_day = self.end_date in (None, self.start_date)
        if one_day and self.start_time and self.end_time and self.end_time < self.start_time:
            text = gettext("The time %(end)s lies before %(start)s, the beginning of the event.")
            found.append(("end_time", text % {name: f"{at:%H:%M}" for name, at in times.items() if at}))
        if self.end_date and not self.start_date:
            found.append(("start_date", gettext("Say when the event begins, too.")))
        if self.year and self.start_date and self.start_date.year != self.year:
            text = gettext("The year %(year)s isn't the one of %(start)s, the beginning of the event.")
            found.append(("year", text % {"year": self.year, "start": date_format(self.start_date)}))
        return found

    def problems(self) -> list[Problem]:
        """Return what must be mended before the page may be published."""
        counts = [row.count for row in self.participants.all()]
        more = {
            "stated_participants": total_problem(self.stated_participants, counts),
            "participants": double_problem(self.translation_key, bool(counts)),
        }
        return [*super().problems(), *(Problem((name,), message) for name, message in more.items() if message)]

    def get_context(self, request, *args, **kwargs):
        from ..event_facts import event_facts_of
        from ..funding import funding_of

        context = super().get_context(request, *args, **kwargs)
        context["measures"] = [block for block in self.follow_ups if block.block_type == "measure"]
        context["follow_ups"] = [block for block in self.follow_ups if block.block_type == "follow_up"]
        context["photographs"] = [block for block in self.gallery if block.value.may_be_shown]
        read_renditions([block.value["picture"] for block in context["photographs"]])
        context["facts"] = event_facts_of(self, fresh=getattr(request, "is_preview", False))
        context["funding"] = funding_of(self.project.translation_key if self.project else None, self.language)
        return context

    @path("event.ics/", name="event_file")
    def event_file(self, request):
        """The event as a file for calendars."""
        from ..ics import calendar_response

        if self.start_date is None:
            raise Http404
        return calendar_response([self], self.title, f"{self.slug}.ics")


class EventParticipants(Orderable):
    """How many people came to an event from a place and an organisation. Kept on the source page only."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="participants")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", limit_choices_to=in_source_language, verbose_name=_("place")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("organisation"),
    )
    count = models.PositiveIntegerField(_("people"))

    panels = [FieldRowPanel([FieldPanel("place"), FieldPanel("organisation"), FieldPanel("count")])]

    class Meta(Orderable.Meta):
        verbose_name = _("participants")
        verbose_name_plural = _("participants")

    def __str__(self) -> str:
        return f"{self.place}: {self.count}"


class EventPlan(Orderable):
    """How many events of a kind a project has planned, at a place or anywhere. Kept on the source page only."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="event_plans")
    kind = models.CharField(_("kind"), max_length=30, choices=KINDS)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("place"),
        help_text=_("Empty: the place doesn't matter."),
    )
    planned = models.PositiveSmallIntegerField(_("planned"), default=1, validators=[MinValueValidator(1)])

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("place"), FieldPanel("planned")])]

    class Meta(Orderable.Meta):
        verbose_name = _("planned events")
        verbose_name_plural = _("planned events")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.planned}"
