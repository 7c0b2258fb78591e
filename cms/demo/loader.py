"""Loads the demo content: pictures, snippets, pages in every language, log-ins, cohorts."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtailmedia.models import get_media_model

from cms.images.models import CustomImage
from cms.languages import services as translations
from cms.languages.rules import codes, source_language
from cms.projects.models import (
    Audience,
    EventParticipants,
    EventPlan,
    EventSeries,
    FundingProgramme,
    Indicator,
    IndicatorValue,
    Method,
    Organisation,
    Place,
    ProjectDocument,
    ProjectIndicator,
    ProjectPartner,
    PublicityKind,
    PublicityMeasure,
    ReportMembership,
    ResearchFigure,
    TargetGroup,
    Topic,
)
from handbooks.stock.models import PrintRun

from . import files
from .blocks import BodyBuilder
from .cohorts import load_cohort
from .files import ContentError, Node
from .logins import LOGINS
from .models import DemoLoad

PAGE_MODELS = {
    model.__name__: model
    for model in apps.get_models()
    if issubclass(model, Page) and model._meta.app_label in ("home", "handbooks", "courses", "projects")
}
SNIPPETS = {
    "organisations": Organisation,
    "places": Place,
    "programmes": FundingProgramme,
    "topics": Topic,
    "target_groups": TargetGroup,
    "indicators": Indicator,
    "publicity_kinds": PublicityKind,
    "series": EventSeries,
    "audiences": Audience,
    "methods": Method,
}
FACTS = ["acronym", "state", "contract_date", "start_date", "end_date", "budget", "eu_share", "currency"]
EVENT_FACTS = [
    *("kind", "start_date", "end_date", "start_time", "end_time", "year", "has_taken_place"),
    *("planned_participants", "stated_participants"),
]
STREAMS = [
    *("body", "programme", "follow_ups", "gallery", "groups", "steps"),
    *("activities", "initiatives", "governance"),
]
TEXT_FIELDS = [
    "title",
    "subtitle",
    "summary",
    "intro",
    "audience",
    "cover_alt",
    "picture_alt",
    "authors",
    "for_whom",
    "scheme",
    "strand",
    "measure",
    "legal_basis",
    "contract_number",
    "certified_hours",
    "date",
    "in_footer",
    "date_note",
    "case_exercise",
    "problem",
    "objective",
    "campaign",
    "result",
]


class Loader:
    """One run.

    `say` prints a line about what is being done. What exists is left as it is, so a run that broke off is simply
    repeated.
    """

    def __init__(self, say: Callable[[str], None]):
        self.say = say
        self.nodes = {node.path: node for node in files.tree()}
        self.locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=codes())}
        self.pictures: dict[str, int] = {}
        self.recordings: dict[str, int] = {}

    def run(self) -> bool:
        """Load everything that isn't there.

        Return False if it was loaded completely before (then nothing is touched).
        """
        if DemoLoad.objects.exists():
            return False
        self.say("pictures and recordings")
        self.load_files()
        self.say("organisations, places, programmes, topics")
        self.load_snippets()
        for code in sorted(codes(), key=lambda code: (code != settings.LANGUAGE_CODE, code != "bg-simple")):
            self.say(f"pages: {code}")
            self.load_locale(code)
        self.load_print_runs()
        self.load_logins()
        self.say("cohorts")
        self.load_cohorts()
        DemoLoad.objects.create()
        return True

    # Files

    def load_files(self) -> None:
        """Store pictures and recordings under their file names."""
        for path in sorted((files.CONTENT / "pictures").glob("*.*")):
            if path.suffix not in (".svg", ".png", ".jpg"):
                continue
            image = CustomImage.objects.filter(title=path.name).first() or CustomImage.objects.create(
                title=path.name,
                file=ContentFile(path.read_bytes(), name=path.name),
                author="Mostik",
                licence="CC BY 4.0",
            )
            self.pictures[path.name] = image.pk
        media = get_media_model()
        for path in sorted((files.CONTENT / "media").glob("*.mp3")):
            recording = media.objects.filter(title=path.name).first() or media.objects.create(
                title=path.name, type="audio", duration=0, file=ContentFile(path.read_bytes(), name=path.name)
            )
            self.recordings[path.name] = recording.pk

    # Snippets

    def load_snippets(self) -> None:
        """Make the snippets in every language that they have a name in."""
        rows = files.snippets()
        for kind, model in SNIPPETS.items():
            for row in rows.get(kind, []):
                for code in codes():
                    texts = {
                        name: value.get(code) or value.get(code.removesuffix("-simple"), "")
                        for name, value in row.items()
                        if isinstance(value, dict)
                    }
                    if kind == "programmes":
                        texts["name"] = texts["name"] or row["name"]["en"]
                    # Where a programme's wording is missing, its original is shown.
                    if not texts["name"] or not texts.get("statement", True):
                        continue
                    fixed = {
                        name: value for name, value in row.items() if not isinstance(value, dict) and name != "key"
                    }
                    model.objects.get_or_create(
                        translation_key=files.snippet_key(kind, row["key"]),
                        locale=self.locales[code],
                        defaults=texts | fixed,
                    )

    def snippet(self, kind: str, key: str) -> Any:
        """Return a snippet in the source language."""
        return SNIPPETS[kind].objects.get(
            translation_key=files.snippet_key(kind, key), locale__language_code=settings.LANGUAGE_CODE
        )

    # Pages

    def load_locale(self, code: str) -> None:
        """Load all pages of a language.

        In the source language first without texts, because texts link to each other.
        """
        present = [(node, data) for node in self.nodes.values() if (data := files.page(code, node.path))]
        if code == settings.LANGUAGE_CODE:
            fresh = [(node, data) for node, data in present if self.find(node.path, code) is None]
            for node, _data in fresh:
                self.make_source(node)
            for node, data in present:
                page = self.find(node.path, code)
                if page.first_published_at is None:
                    self.fill(page, node, data, code)
                    self.relate(page, node)
                    self.publish(page)
            return
        for node, data in present:
            page = self.find(node.path, code)
            if page is not None and page.first_published_at is not None:
                continue
            with transaction.atomic():
                if data.get("mode") == "detached":
                    self.load_detached(node, data, code)
                else:
                    self.load_synced(node, data, code)

    def find(self, path: str, code: str) -> Any:
        """Return the page at a path in a language, None if there is none."""
        page = Page.objects.filter(translation_key=files.page_key(path), locale__language_code=code).first()
        return page.specific if page else None

    def source_pk(self, path: str) -> int:
        """Return the primary key of the source page at a path; KeyError for one that doesn't exist."""
        page = Page.objects.filter(
            translation_key=files.page_key(path), locale__language_code=settings.LANGUAGE_CODE
        ).first()
        if page is None:
            raise KeyError(f"no page {path}")
        return page.pk

    def make_source(self, node: Node) -> None:
        """Make a source page as an empty draft."""
        page = PAGE_MODELS[node.type](
            title=node.slug,
            slug=node.slug,
            locale=self.locales[settings.LANGUAGE_CODE],
            translation_key=files.page_key(node.path),
            live=False,
            # An annual report can't be stored without its year.
            **{name: node.options[name] for name in ("year",) if name in node.options},
        )
        if node.parent is None:
            Page.get_first_root_node().add_child(instance=page)
            self.make_site(page)
        else:
            self.find(node.parent, settings.LANGUAGE_CODE).add_child(instance=page)

    def make_site(self, home: Page) -> None:
        """Let the site begin at the home page, and take Wagtail's welcome page away."""
        welcome = Page.objects.filter(depth=2).exclude(pk=home.pk).filter(slug="home")
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        site.root_page = home
        site.site_name = "Mostik"
        set_address(site)
        site.save()
        for page in welcome:
            page.delete()

    def fill(self, page: Any, node: Node, data: dict[str, Any], code: str) -> None:
        """Set a page's texts and body from its file."""
        for name in TEXT_FIELDS:
            if name in data and hasattr(page, name):
                setattr(page, name, data[name])
        for name in ("picture", "cover"):
            if data.get(name) and hasattr(page, f"{name}_id"):
                setattr(page, f"{name}_id", self.pictures[data[name]])
        for name in ("outcomes", "objectives", "mission"):
            if name in data:
                setattr(page, name, "\n".join(data[name]))
        if facts := data.get("facts"):
            page.facts_checked_on, page.facts_checked_by = facts["checked_on"], facts["checked_by"]
            page.facts_review_due = facts["review_due"]
        builder = BodyBuilder(node.path, self.pictures.__getitem__, self.recordings.__getitem__, self.source_pk)
        for name in STREAMS:
            if name in data:
                setattr(page, name, json.dumps(builder.build(data[name])))

    def relate(self, page: Any, node: Node) -> None:
        """Set what the tree file says of a source page."""
        options = node.options
        page.show_in_menus = bool(options.get("in_menu"))
        if "in_footer" in options:
            page.in_footer = options["in_footer"]
        if "project" in options:
            page.project_id = self.source_pk(options["project"])
        if "handbook" in options:
            page.handbook_id = self.source_pk(options["handbook"])
        if "programme" in options:
            page.programme = self.snippet("programmes", options["programme"])
        if "beneficiary" in options:
            page.beneficiary = self.snippet("organisations", options["beneficiary"])
        for name, kind in (
            ("publishers", "organisations"),
            ("places", "places"),
            ("topics", "topics"),
            ("target_groups", "target_groups"),
            ("audiences", "audiences"),
            ("methods", "methods"),
        ):
            if name in options:
                setattr(page, name, [self.snippet(kind, key) for key in options[name]])
        if node.type == "ProjectPage":
            self.relate_project(page, options)
        if node.type == "EventPage":
            self.relate_event(page, options)
        if node.type == "AnnualReportPage":
            self.relate_report(page, options)
        if "place" in options:
            page.place = self.snippet("places", options["place"])
        if "lessons" in options:
            lesson = apps.get_model("courses", "Lesson")
            page.lessons = [
                lesson(chapter_id=self.source_pk(path), sort_order=position)
                for position, path in enumerate(options["lessons"])
            ]

    def relate_project(self, page: Any, options: dict[str, Any]) -> None:
        """Set a project's facts and rows."""
        for name in FACTS:
            if name in options:
                setattr(page, name, options[name])
        page.partners = [
            ProjectPartner(
                organisation=self.snippet("organisations", row["organisation"]) if "organisation" in row else None,
                sort_order=position,
                **{name: row[name] for name in ("role", "country", "phase") if name in row},
            )
            for position, row in enumerate(options.get("partners", []))
        ]
        page.indicators = [
            ProjectIndicator(
                indicator=self.snippet("indicators", row["indicator"]),
                planned=row.get("planned"),
                sort_order=position,
                values=[
                    IndicatorValue(value=value["value"], date=value["date"], page_id=self.source_pk(value["page"]))
                    for value in row.get("reached", [])
                ],
            )
            for position, row in enumerate(options.get("indicators", []))
        ]
        page.documents = [
            ProjectDocument(**row, sort_order=position) for position, row in enumerate(options.get("documents", []))
        ]
        page.event_plans = [
            EventPlan(
                kind=row["kind"],
                planned=row["planned"],
                place=self.snippet("places", row["place"]) if "place" in row else None,
                sort_order=position,
            )
            for position, row in enumerate(options.get("event_plans", []))
        ]
        page.publicity = [
            PublicityMeasure(
                kind=self.snippet("publicity_kinds", row["kind"]),
                sort_order=position,
                **{name: row[name] for name in ("target", "metric") if name in row},
            )
            for position, row in enumerate(options.get("publicity", []))
        ]

    def relate_event(self, page: Any, options: dict[str, Any]) -> None:
        """Set an event's facts and rows."""
        for name in EVENT_FACTS:
            if name in options:
                setattr(page, name, options[name])
        if "series" in options:
            page.series = self.snippet("series", options["series"])
        page.participants = [
            EventParticipants(
                place=self.snippet("places", row["place"]),
                organisation=self.snippet("organisations", row["organisation"]) if "organisation" in row else None,
                count=row["count"],
                sort_order=position,
            )
            for position, row in enumerate(options.get("participants", []))
        ]

    def relate_report(self, page: Any, options: dict[str, Any]) -> None:
        """Set an annual report's facts and rows."""
        page.organisation = self.snippet("organisations", options["organisation"])
        page.memberships = [
            ReportMembership(
                network=self.snippet("organisations", row["network"]), since=row["since"], sort_order=position
            )
            for position, row in enumerate(options.get("memberships", []))
        ]
        page.figures = [
            ResearchFigure(
                indicator=self.snippet("indicators", row["indicator"]),
                value=row["value"],
                scope=row["scope"],
                project_id=self.source_pk(row["project"]),
                sort_order=position,
            )
            for position, row in enumerate(options.get("figures", []))
        ]

    def publish(self, page: Any) -> None:
        """Publish a page as an editor would."""
        page.save_revision(clean=True).publish()

    # Translations

    def start(self, node: Node, code: str) -> Translation:
        """Begin a page's translation into a language."""
        source = self.find(node.path, source_language(code) or "")
        if source is None:
            raise ContentError(f"{code}/{node.path}: there is no page in {source_language(code)} to translate from")
        return translations.start_translation(page=source, target=self.locales[code])

    def load_synced(self, node: Node, data: dict[str, Any], code: str) -> None:
        """Load a synchronised translation: the file's texts, one by one, as translations of the source's texts."""
        translation = self.start(node, code)
        source = translation.source.get_source_instance()
        target = type(source)(title=source.title, slug=source.slug, locale=self.locales[code])
        self.fill(target, node, data, code)
        ours, theirs = _texts(target), _texts(source)
        rows = []
        for path, strings in theirs.items():
            texts = ours.get(path, [])
            if len(texts) != len(strings):
                raise ContentError(f"{code}/{node.path}: {path} has {len(texts)} texts, its source has {len(strings)}")
            for string, text in zip(strings, texts, strict=True):
                rows.append((path, string, text))
        contexts = {c.path: c for c in TranslationContext.objects.filter(object_id=translation.source.object_id)}
        stored = {
            s.data_hash: s
            for s in String.objects.filter(
                locale=source.locale, data_hash__in=[String._get_data_hash(r[1]) for r in rows]
            )
        }
        StringTranslation.objects.bulk_create(
            [
                StringTranslation(
                    translation_of=stored[String._get_data_hash(string)],
                    locale=self.locales[code],
                    context=contexts[path],
                    data=text,
                )
                for path, string, text in rows
            ],
            ignore_conflicts=True,
        )
        if not translations.is_complete(translation):
            raise ContentError(f"{code}/{node.path}: some texts of the source have no translation")
        translation.save_target(publish=True)

    def load_detached(self, node: Node, data: dict[str, Any], code: str) -> None:
        """Load a translation with its own structure."""
        translation = self.start(node, code)
        source = translation.source.get_source_instance()
        page = self.find(node.path, code) or source.copy_for_translation(self.locales[code], copy_parents=True)
        self.fill(page, node, data, code)
        translations.detach(page=page)
        self.publish(page)

    # Print runs

    def load_print_runs(self) -> None:
        """Enter what was printed of the handbooks."""
        for node in self.nodes.values():
            for row in node.options.get("print_runs", []):
                handbook = self.find(node.path, settings.LANGUAGE_CODE)
                PrintRun.objects.get_or_create(
                    handbook_key=handbook.translation_key,
                    language=settings.LANGUAGE_CODE,
                    printed_on=row["printed_on"],
                    defaults={
                        "title": handbook.title,
                        "edition": row["edition"],
                        "copies": row["copies"],
                        "project_id": handbook.project_id,
                    },
                )

    # Log-ins

    def load_logins(self) -> None:
        """Make the demo's users, speaking Bulgarian in the admin."""
        users = get_user_model().objects
        for login in LOGINS:
            if users.filter(email=login.email).exists():
                continue
            make = users.create_superuser if login.is_administrator else users.create_user
            user = make(login.email, login.password, first_name=login.email.split("@")[0].title(), last_name="Demo")
            user.groups.set(Group.objects.filter(name__in=login.groups))
            UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": settings.LANGUAGE_CODE})

    # Cohorts

    def load_cohorts(self) -> None:
        """Make the cohorts, with what their people have learned until now."""
        for row in files.cohorts():
            try:
                load_cohort(row, self.nodes[row["course"]].options["lessons"])
            except (KeyError, ObjectDoesNotExist) as error:
                raise ContentError(f"cohorts.yaml: {row.get('name')}: {error!r}") from error


def set_address(site: Site) -> None:
    """Give a site the host and port of `BASE_URL`."""
    address = urlsplit(settings.BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)


def _texts(page: Any) -> dict[str, list[str]]:
    """Return a page's translatable texts by their path, several where a rich text has several paragraphs."""
    texts: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            texts.setdefault(segment.path, []).append(segment.string.data)
    return texts
