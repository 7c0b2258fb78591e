"""What an editor sees of a handbook's files, and declaring editions."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handbooks.editions import building
from handbooks.editions.models import Build, Edition, Job
from handbooks.publishing.problems import ContentProblem
from tests.factories import UserFactory
from tests.factories.editions import make_all, titles_format

pytestmark = pytest.mark.usefixtures("formats", "chapters")

PDF = b"%PDF-1.7 a designer's"


@pytest.fixture
def address(handbook):
    return reverse("handbook_files", args=[handbook.pk])


@pytest.fixture
def declare(admin, handbook):
    """Send the form that declares an edition."""

    def send(**fields):
        sent = {"number": "1", "published_on": "2026-11-01", "changes": "Нова глава"} | fields
        return admin.post(reverse("declare_edition", args=[handbook.pk]), sent, follow=True)

    return send


class TestTheStates:
    def test_a_file_waits_then_is_up_to_date(self, admin, address):
        assert "Изчаква реда си" in admin.get(address).content.decode()
        make_all()

        shown = admin.get(address).content.decode()
        assert "Актуален" in shown
        assert reverse("handbook_build", args=[address.split("/")[3], Build.objects.get().pk]) in shown

    def test_a_row_that_nobody_takes_means_that_no_worker_runs(self, admin, address):
        Job.objects.update(due_at=timezone.now() - timedelta(minutes=10))

        assert "не работи" in admin.get(address).content.decode()

    def test_a_problem_leads_to_the_chapter_it_is_in(self, admin, address, formats, chapters):
        def write(book, target, progress):
            raise ContentProblem(
                "The file of the picture “%(title)s” is missing or can't be read. Upload it again.", "A", title="Карта"
            )

        formats["titles"] = titles_format(write=write)
        make_all()

        shown = admin.get(address).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[chapters[0].pk]) in shown
        assert "„Карта“" in shown

    def test_what_is_in_work_shows_how_far_it_is(self, admin, address):
        Job.objects.update(due_at=timezone.now(), lease_until=timezone.now() + timedelta(minutes=1), progress=40)

        shown = admin.get(f"{address}?part").content.decode()
        assert '<progress max="100" value="40">' in shown
        assert "<html" not in shown

    def test_failed_and_stuck_files_stand_on_the_first_page(self, admin, address):
        assert address not in admin.get("/admin/").content.decode()
        Job.objects.update(due_at=timezone.now() - timedelta(minutes=10))

        assert address in admin.get("/admin/").content.decode()

    def test_the_handbook_leads_there(self, admin, handbook, address):
        assert address in admin.get(reverse("wagtailadmin_pages:edit", args=[handbook.pk])).content.decode()

    def test_the_screen_costs_the_same_with_one_edition_and_with_ten(
        self, admin, address, handbook, declare, django_assert_max_num_queries
    ):

        declare(number="1")
        make_all()
        admin.get(address)
        with CaptureQueriesContext(connection) as one:
            admin.get(address)
            cost = len(one)
        for number in range(2, 11):
            declare(number=str(number))
        make_all()
        admin.get(address)

        with django_assert_max_num_queries(cost):
            admin.get(address)

    @pytest.mark.parametrize("name", ["handbook_files", "declare_edition"])
    def test_who_may_not_edit_the_handbook_is_refused(self, handbook, name):
        client = Client()
        client.force_login(UserFactory())

        assert client.get(reverse(name, args=[handbook.pk])).status_code in (302, 403)


class TestMakingAnew:
    def test_one_file(self, admin, address, handbook):
        make_all()
        admin.post(f"{address}make/", {"format": "titles"})

        assert Job.objects.get().due_at <= timezone.now()

    def test_all_files(self, admin, address, formats):
        formats["more"] = titles_format("more")
        admin.post(f"{address}make/")

        assert {job.format_name for job in Job.objects.all()} == {"titles", "more"}

    def test_a_format_that_there_is_not(self, admin, address):
        assert admin.post(f"{address}make/", {"format": "nothing"}).status_code == 404


class TestAnEdition:
    def test_its_files_are_made_once_and_say_its_number(self, declare, chapters):
        declare()
        make_all()

        edition = Edition.objects.get()
        build = edition.builds.get()
        with build.file.open("rb") as file:
            assert file.read().endswith(b"edition 1")
        chapters[0].title = "Новото"
        chapters[0].save_revision().publish()
        make_all()
        assert edition.builds.get() == build
        assert building.notice_stale() == 0

    def test_the_number_after_the_last_is_proposed(self, admin, handbook, declare):
        declare()

        page = admin.get(reverse("declare_edition", args=[handbook.pk])).content.decode()
        assert 'name="number" value="2"' in page

    def test_a_number_is_given_once_and_nothing_typed_is_lost(self, declare):
        declare()
        again = declare(changes="Второ")

        assert Edition.objects.count() == 1
        assert "Второ" in again.content.decode()
        assert "error-message" in again.content.decode()

    def test_a_designers_pdf_takes_the_place_of_ours(self, declare, formats):
        formats["pdf"] = titles_format("pdf", suffix="pdf")
        declare(own_pdf=SimpleUploadedFile("print.pdf", PDF))
        make_all()

        edition = Edition.objects.get()
        assert {(build.format_name, build.is_attached) for build in edition.builds.all()} == {
            ("pdf", True),
            ("titles", False),
        }
        with edition.builds.get(format_name="pdf").file.open("rb") as file:
            assert file.read() == PDF

    def test_what_is_no_pdf_is_refused_at_its_field(self, declare):
        refused = declare(own_pdf=SimpleUploadedFile("print.pdf", b"MZ hostile"))

        assert Edition.objects.count() == 0
        assert "own_pdf" in refused.context["form"].errors

    def test_of_a_draft_there_is_none(self, declare, handbook):
        handbook.unpublish()
        declare()

        assert Edition.objects.count() == 0
