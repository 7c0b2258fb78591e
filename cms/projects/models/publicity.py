"""What is done so that people learn of a project: copies, boards, publications."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .. import metrics
from .organisations import NamedSnippet


@register_snippet
class PublicityKind(index.Indexed, NamedSnippet):
    """A kind of measure, and in what it is counted: a name and a unit in each language."""

    unit = models.CharField(_("unit"), max_length=50, blank=True, help_text=_("For example: copies, articles."))

    panels = [*NamedSnippet.panels, FieldPanel("unit")]

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("kind of publicity measure")
        verbose_name_plural = _("kinds of publicity measures")


class PublicityMeasure(Orderable):
    """A publicity measure of a project: what was promised and what was done, with its evidence. On the source page
    only.
    """

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="publicity")
    kind = models.ForeignKey(PublicityKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    target = models.PositiveIntegerField(_("target"), null=True, blank=True, validators=[MinValueValidator(1)])
    done = models.PositiveIntegerField(_("done"), null=True, blank=True)
    metric = models.CharField(
        _("counted by the site"),
        max_length=50,
        choices=metrics.choices,
        blank=True,
        help_text=_("Instead of a number that is entered."),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("Evidence for the funder. Readers don't see it: there may be names in it."),
    )
    picture = models.ForeignKey(
        "images.CustomImage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    link = models.URLField(_("link"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("target")]),
        FieldRowPanel([FieldPanel("done"), FieldPanel("metric"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("picture"), FieldPanel("link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("publicity measure")
        verbose_name_plural = _("publicity measures")

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def has_evidence(self) -> bool:
        """Whether anything proves it."""
        return bool(self.document_id or self.picture_id or self.link)

    def field_problems(self) -> list[tuple[str, str]]:
        """Return the names of fields that must be mended before publishing, with what to say there."""
        found = []
        if self.done is not None and self.metric:
            found.append(("done", gettext("Enter a number, or let the site count: not both.")))
        if self.done and not self.date:
            found.append(("date", gettext("Say until when this was done.")))
        if self.done and not self.has_evidence:
            found.append(("document", gettext("Say what proves it: a document, a picture or a link.")))
        return found
