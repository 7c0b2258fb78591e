"""Organisations, places, topics and target groups: what pages name, once a language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.core.translatable import same_everywhere


def in_source_language() -> dict[str, str]:
    """Return the condition for rows that exist once a language to be chosen in one only."""
    return {"locale__language_code": settings.LANGUAGE_CODE}


class NamedSnippet(TranslatableMixin, models.Model):
    """Something with a name in each language."""

    name = models.CharField(_("name"), max_length=255)

    panels: list = [FieldPanel("name")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Organisation(index.Indexed, NamedSnippet):
    """An organisation that carries out, funds or publishes."""

    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    panels = [*NamedSnippet.panels, FieldPanel("website"), FieldPanel("logo")]

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


@register_snippet
class Place(index.Indexed, NamedSnippet):
    """A town or village."""

    country = models.CharField(
        _("country"), max_length=2, default="BG", help_text=_("Two letters, ISO 3166-1: BG, MK, RO …")
    )

    panels = [*NamedSnippet.panels, FieldPanel("country")]
    override_translatable_fields = same_everywhere("country")

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("place")
        verbose_name_plural = _("places")


@register_snippet
class Topic(index.Indexed, NamedSnippet):
    """What a handbook, course or article is about."""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


@register_snippet
class TargetGroup(index.Indexed, NamedSnippet):
    """Whom a project is for: refugees, young people, Roma …"""

    class Meta(NamedSnippet.Meta):
        abstract = False
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
