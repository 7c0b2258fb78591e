"""What a project writes: reviews, reports, brochures, declarations, publications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.languages.rules import own_name, spoken_languages


def languages() -> list[tuple[str, str]]:
    """Return tag and own name of the site's languages, for a form."""
    return [(code, own_name(code)) for code in spoken_languages()]


class ProjectDocument(Orderable):
    """One document in one language and form; planned ones have no file or link yet. On the source page only.

    Documents come out of each other: a review becomes a report, the report a brochure. `follows` names the kind, so a
    chain can be written down before its rows are saved, and one report may follow four reviews.
    """

    KINDS = [
        ("review", _("Policy review")),
        ("report", _("Report")),
        ("brochure", _("Brochure")),
        ("declaration", _("Declaration")),
        ("publication", _("Publication")),
        ("other", _("Other document")),
    ]
    LEVELS = [
        ("european", _("European level")),
        ("national", _("national level")),
        ("regional", _("regional level")),
        ("local", _("local level")),
    ]
    FORMATS = [("print", _("printed")), ("electronic", _("electronic"))]

    project = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    follows = models.CharField(_("comes out of"), max_length=20, choices=KINDS, blank=True)
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("In the language of the document. Empty: its kind.")
    )
    level = models.CharField(_("level"), max_length=20, choices=LEVELS, blank=True)
    language = models.CharField(_("language"), max_length=20, choices=languages, blank=True)
    format = models.CharField(_("form"), max_length=20, choices=FORMATS, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    link = models.URLField(_("link"), blank=True, help_text=_("Where it is, if it isn't a file of this site."))

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("follows"), FieldPanel("level")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("format")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("link")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a project")
        verbose_name_plural = _("documents of a project")

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())
