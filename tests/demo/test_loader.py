"""Loading demo content: a small tree of its own instead of the real one, which takes longer."""

from datetime import date

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site
from wagtail_localize.models import Translation

from cms.demo import files
from cms.demo.cohorts import CohortBuilder
from cms.demo.loader import Loader
from cms.demo.logins import LOGINS
from cms.demo.models import DemoLoad
from courses.cohorts.models import ActionPlan, Cohort, Membership, Mentoring, Session
from courses.cohorts.overview import overview_of
from courses.practice.models import Attempt
from handbooks.models import ChapterPage
from handbooks.stock.models import PrintRun

CHAPTERS = ["handbooks/guide/work", "handbooks/guide/school"]
TREE = [
    {"path": "", "type": "HomePage"},
    {"path": "handbooks", "type": "HandbookIndexPage", "in_menu": True},
    {
        "path": "handbooks/guide",
        "type": "HandbookPage",
        "publishers": ["centre"],
        "print_runs": [{"copies": 250, "printed_on": date(2013, 12, 31), "edition": "без дата"}],
    },
    *({"path": path, "type": "ChapterPage"} for path in CHAPTERS),
    {"path": "courses", "type": "CourseIndexPage"},
    {"path": "courses/guide", "type": "CoursePage", "handbook": "handbooks/guide", "lessons": CHAPTERS},
]
SNIPPETS = {
    "organisations": [{"key": "centre", "name": {"bg": "Център", "en": "Centre"}}],
    "places": [{"key": "lom", "name": {"bg": "Лом", "en": "Lom"}}],
    "programmes": [],
    "topics": [],
}
COHORT = {
    "name": "Лидери",
    "join_code": "2400000001",
    "course": "courses/guide",
    "place": "lom",
    "trainer": "trainer@example.org",
    "begins": -2,
    "ends": 2,
    "seats": 24,
    "is_open": False,
    "writes": "Ще питам.",
    "sessions": [
        {"day": -1, "place": "lom", "topic": "Вчера", "chapters": [CHAPTERS[0]], "absent": ["Боян"]},
        {"day": 1, "place": "lom", "topic": "Утре"},
    ],
    "members": [
        {
            "name": "Анелия",
            "finished": 2,
            "second_try": True,
            "mentoring": [{"day": -1, "mentor": "Цветан", "place": "lom", "agreed": "Среща."}],
            "plans": [{"problem": "Спирката", "steps": "Писмо.", "by_when": 7}],
        },
        {"name": "Боян", "finished": 1, "wrong": 2},
        {"name": "Вера", "language": "en", "wrong": 1},
        {"name": "Георги"},
    ],
}


def chapter(title, *paragraphs, **more):
    """Return a chapter's file."""
    texts = [{"text": text, "key": f"text-{position}"} for position, text in enumerate(paragraphs)]
    question = {
        "question": f"{title}?",
        "key": "q",
        "options": [{"key": "a", "text": "1"}, {"key": "b", "text": "2", "right": True}],
    }
    return {"title": title, "body": [*texts, question], **more}


PAGES = {
    "bg/_index": {"title": "Начало"},
    "bg/handbooks/_index": {"title": "Наръчници"},
    "bg/handbooks/guide/_index": {"title": "Пътеводител"},
    "bg/handbooks/guide/work": chapter("Работа", "Търсете [училище](page:handbooks/guide/school).", "Питайте."),
    "bg/handbooks/guide/school": chapter("Училище", "Отидете там."),
    "bg/courses/_index": {"title": "Курсове"},
    "bg/courses/guide/_index": {"title": "Курс"},
    "en/_index": {"title": "Beginning"},
    "en/handbooks/_index": {"title": "Handbooks"},
    "en/handbooks/guide/_index": {"title": "Guide"},
    "en/handbooks/guide/work": chapter("Work", "Look for a [school](page:handbooks/guide/school).", "Ask."),
    "bg-simple/_index": {"title": "Лесно начало"},
    "bg-simple/handbooks/_index": {"title": "Лесни наръчници"},
    "bg-simple/handbooks/guide/_index": {"title": "Лесен пътеводител"},
    "bg-simple/handbooks/guide/work": chapter("Лесна работа", "Питайте.", mode="detached"),
}


@pytest.fixture
def content(db, tmp_path, monkeypatch):
    """Return a function that writes a file of the content: a page's locale and path, and what stands in it."""
    monkeypatch.setattr(files, "CONTENT", tmp_path)

    def write(name, data):
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    for name, data in {"tree": TREE, "snippets": SNIPPETS, "cohorts": [COHORT], **PAGES}.items():
        write(name, data)
    return write


def page(language, path):
    """Return a page by the path of its file."""
    return Page.objects.get(locale__language_code=language, translation_key=files.page_key(path)).specific


def titles():
    """Return the titles of all live pages by language and path."""
    pages = Page.objects.filter(depth__gt=1, live=True).select_related("locale")
    return sorted((p.locale.language_code, p.url_path.split("/", 2)[2], p.title) for p in pages)


@pytest.fixture
def load(content, django_capture_on_commit_callbacks):
    """Return a function that runs the command."""

    def run():
        # A synced page is published when its transaction ends, which in a test it never does.
        with django_capture_on_commit_callbacks(execute=True):
            call_command("load_demo", verbosity=0)

    return run


class TestLoading:
    def test_every_file_becomes_a_live_page(self, load):
        load()
        assert everything_is_there()

    def test_translations_stand_at_the_sources_address(self, load):
        load()
        assert page("en", "handbooks/guide/work").slug == page("bg", "handbooks/guide/work").slug == "work"

    def test_an_inner_link_leads_to_the_page_it_names(self, load):
        load()
        school = page("bg", "handbooks/guide/school")
        assert f'<a linktype="page" id="{school.pk}">' in page("bg", "handbooks/guide/work").body[0].value.source

    def test_blocks_and_options_have_the_same_ids_in_every_language(self, load):
        load()
        questions = [page(language, "handbooks/guide/work").body[-1] for language in ("bg", "en", "bg-simple")]
        ids = {(question.id, *(o.id for o in question.value["options"].bound_blocks)) for question in questions}
        assert len(ids) == 1

    def test_a_synced_page_follows_its_source(self, load):
        load()
        row = Translation.objects.get(
            source__object_id=files.page_key("handbooks/guide/work"), target_locale__language_code="en"
        )
        assert row.enabled
        assert row.get_progress()[0] == row.get_progress()[1] > 0

    def test_a_detached_page_has_its_own_structure_and_stops_following(self, load):
        load()
        assert not Translation.objects.filter(
            source__object_id=files.page_key("handbooks/guide/work"),
            target_locale__language_code="bg-simple",
            enabled=True,
        ).exists()
        assert len(page("bg-simple", "handbooks/guide/work").body) < len(page("bg", "handbooks/guide/work").body)

    def test_snippets_exist_in_the_languages_that_name_them(self, load):
        load()
        publishers = page("bg", "handbooks/guide").publishers.all()
        assert [str(organisation) for organisation in publishers] == ["Център"]

    def test_the_site_begins_at_the_home_page_and_has_the_address_of_the_settings(self, load, settings):
        settings.BASE_URL = "http://localhost:8010"
        load()
        site = Site.objects.get(is_default_site=True)
        assert (site.hostname, site.port, site.root_page.title) == ("localhost", 8010, "Начало")

    def test_the_logins_work_and_the_editors_admin_is_bulgarian(self, load):
        load()
        for login in LOGINS:
            user = get_user_model().objects.get(email=login.email)
            assert user.check_password(login.password)
            assert user.is_superuser == login.is_administrator
            assert {group.name for group in user.groups.all()} == set(login.groups)
            assert user.wagtail_userprofile.preferred_language == "bg"


class TestPrintRuns:
    def test_are_of_the_handbook_in_the_source_language(self, load):
        load()
        run = PrintRun.objects.get()
        assert (run.title, run.language, run.copies) == ("Пътеводител", "bg", 250)
        assert run.handbook_key == page("bg", "handbooks/guide").translation_key

    def test_are_not_entered_twice_when_a_load_that_broke_off_is_repeated(self, load):
        load()
        DemoLoad.objects.all().delete()
        load()
        assert PrintRun.objects.count() == 1


class TestCohorts:
    def test_belong_to_the_trainer_who_sees_who_needs_help_now(self, load):
        load()
        trainer = get_user_model().objects.get(email="trainer@example.org")
        cohort = Cohort.objects.visible_to(trainer).get()
        groups = {str(standing.membership): standing.group for standing in overview_of(cohort, "bg").standings}
        assert groups == {"Анелия": "finished", "Боян": "help", "Вера": "under_way", "Георги": "not_begun"}

    def test_answers_are_kept_with_what_was_asked_in_the_members_language(self, load):
        load()
        answers = Attempt.objects.order_by("answered_at").values_list("learner__name", "version__language", "is_right")
        assert list(answers) == [
            *2 * [("Анелия", "bg", False), ("Анелия", "bg", True)],
            *[("Боян", "bg", True), ("Боян", "bg", False), ("Боян", "bg", False)],
            ("Вера", "en", False),
        ]

    def test_sessions_that_are_over_have_a_roster(self, load):
        load()
        past, coming = Session.objects.order_by("on")
        assert dict(past.attendance.values_list("membership__learner__name", "status")) == {
            "Анелия": "present",
            "Боян": "absent",
            "Вера": "present",
            "Георги": "present",
        }
        assert not coming.attendance.exists()

    def test_mentoring_and_plans_are_the_members(self, load):
        load()
        assert [str(row.membership) for row in (Mentoring.objects.get(), ActionPlan.objects.get())] == 2 * ["Анелия"]

    @pytest.mark.parametrize("wrong", [{"course": "courses/no"}, {"place": "no"}, {"trainer": "no@example.org"}])
    def test_that_do_not_fit_are_refused_by_name_and_leave_nothing(self, load, content, wrong):
        content("cohorts", [COHORT | wrong])
        with pytest.raises(CommandError, match=r"cohorts\.yaml: Лидери"):
            load()
        assert not Cohort.objects.exists()


class TestLoadingAgain:
    def test_changes_nothing(self, load):
        load()
        before = list(Page.objects.order_by("pk").values())
        load()
        assert list(Page.objects.order_by("pk").values()) == before
        assert Membership.objects.count() == len(COHORT["members"])

    def test_does_not_overwrite_what_was_edited(self, load):
        load()
        edited = page("bg", "handbooks/guide/school")
        edited.title = "Училище, ново"
        edited.save_revision().publish()
        load()
        assert page("bg", "handbooks/guide/school").title == "Училище, ново"

    def test_does_not_bring_back_what_was_deleted(self, load):
        load()
        page("en", "handbooks/guide/work").delete()
        page("bg", "courses/guide").delete()
        page("bg", "handbooks/guide/school").delete()
        load()
        assert not Page.objects.filter(slug="school").exists()
        assert not Page.objects.filter(slug="work", locale__language_code="en").exists()

    def test_does_not_bring_back_a_deleted_login(self, load):
        load()
        get_user_model().objects.all().delete()
        load()
        assert not get_user_model().objects.exists()

    def test_gives_the_site_its_new_address(self, load, settings):
        load()
        settings.BASE_URL = "http://localhost:8010"
        load()
        assert Site.objects.get(is_default_site=True).port == 8010


class TestARunThatBrokeOff:
    @pytest.mark.parametrize(
        ("step", "times"),
        [
            ("load_files", 0),
            ("load_snippets", 0),
            ("make_source", 2),
            ("publish", 0),
            ("publish", 3),
            ("load_synced", 1),
            ("load_detached", 0),
            ("load_logins", 0),
            ("load_cohorts", 0),
        ],
    )
    def test_is_completed_by_the_next(self, load, monkeypatch, step, times):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            break_off(patch, step, times)
            load()
        load()
        assert everything_is_there()

    def test_is_completed_even_if_it_had_still_to_publish_what_it_wrote(self, content, load, monkeypatch):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            break_off(patch, "load_logins", 0)
            call_command("load_demo", verbosity=0)
        assert not page("en", "handbooks/guide/work").live
        load()
        assert everything_is_there()

    def test_makes_each_cohort_once(self, content, load, monkeypatch):
        content("cohorts", [COHORT, COHORT | {"name": "Втори", "join_code": "2400000002"}])
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            # The first one's two sessions and one of the second's.
            break_off(patch, "meet", 3, CohortBuilder)
            load()
        assert [str(cohort) for cohort in Cohort.objects.all()] == ["Лидери"]
        load()
        assert sorted(str(cohort) for cohort in Cohort.objects.all()) == ["Втори", "Лидери"]

    def test_keeps_what_was_edited_in_between(self, load, monkeypatch):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            break_off(patch, "load_synced", 0)
            load()
        edited = page("bg", "handbooks/guide")
        edited.title = "Нов пътеводител"
        edited.save_revision().publish()
        load()
        assert page("bg", "handbooks/guide").title == "Нов пътеводител"


def break_off(patch, step, times, loader=Loader):
    """Let a step of the loader be interrupted after some times that it works."""
    done, original = [], getattr(loader, step)

    def interrupted(self, *args, **kwargs):
        if len(done) == times:
            raise KeyboardInterrupt
        done.append(step)
        return original(self, *args, **kwargs)

    patch.setattr(loader, step, interrupted)


def everything_is_there():
    """Return whether all pages are live, each once, and the log-ins and the cohort's members exist."""
    wanted = sorted((name.split("/")[0], data["title"]) for name, data in PAGES.items())
    found = sorted((language, title) for language, _path, title in titles())
    people = (get_user_model().objects.count(), Membership.objects.count())
    return found == wanted and people == (len(LOGINS), len(COHORT["members"])) and DemoLoad.objects.exists()


class TestRefusal:
    def test_where_settings_do_not_allow_it(self, load, settings):
        settings.DEMO_ALLOWED = False
        with pytest.raises(CommandError, match="log-ins are public"):
            load()
        assert not get_user_model().objects.exists()
        assert not ChapterPage.objects.exists()

    @pytest.mark.parametrize(
        ("name", "data", "complaint"),
        [
            ("en/handbooks/guide/work", chapter("Work", "Ask."), "en/handbooks/guide/work"),
            ("en/handbooks/guide/work", chapter("Work", "One.\n\nTwo.", "Ask."), "has 2 texts, its source has 1"),
            ("bg/handbooks/guide/work", chapter("Работа", "[x](page:no/page)"), "no page no/page"),
            ("bg/handbooks/guide/work", {"title": "Работа", "body": [{"texxt": "x", "key": "a"}]}, "without kind"),
            ("bg/handbooks/guide/work", {"title": "Работа", "body": [{"text": "x"}]}, "missing"),
            ("bg/handbooks/guide/work", {"title": "Работа", "body": 2 * [{"text": "x", "key": "a"}]}, "repeated key"),
        ],
    )
    def test_of_a_file_that_does_not_fit_names_it(self, load, content, name, data, complaint):
        content(name, data)
        with pytest.raises(CommandError, match=complaint):
            load()

    def test_of_a_translation_whose_source_is_missing(self, load, content):
        content("en-simple/handbooks/guide/school", chapter("School", "Go."))
        with pytest.raises(CommandError, match="no page in bg-simple to translate from"):
            load()

    def test_of_broken_yaml_names_the_file(self, load, tmp_path):
        (tmp_path / "bg" / "handbooks" / "guide" / "work.yaml").write_text("title: [")
        with pytest.raises(CommandError, match=r"bg/handbooks/guide/work\.yaml"):
            load()
