"""Files that readers and partners get, and counting them."""

from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from urllib.parse import unquote

import pytest
from django.utils import timezone

from cms.core.models import ShortAddress
from cms.core.routing.addresses import address_in
from cms.projects.metrics import EVER, Period
from handbooks import publishing
from handbooks.downloads.metrics import downloads
from handbooks.downloads.models import DownloadCount
from handbooks.editions import building, services
from handbooks.editions.models import Build
from tests.factories import ProjectIndexPageFactory, ProjectPageFactory
from tests.factories.editions import build_all, make_all
from tests.factories.translations import translate

pytestmark = pytest.mark.usefixtures("formats", "chapters")

BROWSER = "Mozilla/5.0 (Linux; Android 9)"


@pytest.fixture
def code(handbook):
    return ShortAddress.objects.get(page_key=handbook.translation_key).code


@pytest.fixture
def made(handbook, code):
    """The newest text's file, made."""
    make_all()
    return Build.objects.get(edition=None)


@pytest.fixture
def edition(handbook, made):
    """The first edition, its file made."""

    edition = services.declare_edition(
        page=handbook, number=1, published_on=date(2026, 11, 1), changes="Първо", by=None
    )
    build_all()
    building.content_changed()
    building.cache.clear()
    return edition


def ask(client, code, edition="latest", format_name="titles", agent=BROWSER, language="bg", **headers):
    headers = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return client.get(f"/{language}/downloads/{code}/{edition}/{format_name}/", HTTP_USER_AGENT=agent, **headers)


def the_file(client, code, **options):
    return client.get(ask(client, code, **options).url)


def body(response):
    return b"".join(response.streaming_content)


class TestOnTheHandbook:
    def test_the_formats_stand_in_plain_words_with_size_pages_and_date(self, made, handbook, main_of, code):
        shown = main_of(handbook.url)

        assert "To read aloud" in shown
        assert "2 страници" in shown
        assert f"/bg/downloads/{code}/latest/titles/" in shown

    def test_nothing_is_said_before_there_is_a_file(self, handbook, main_of):
        assert "downloads" not in main_of(handbook.url)

    def test_an_edition_says_what_changed_and_stays_beside_the_newest_text(self, edition, handbook, main_of, code):
        shown = main_of(handbook.url)

        assert "Първо" in shown
        assert f"/bg/downloads/{code}/edition-1/titles/" in shown
        assert f"/bg/downloads/{code}/latest/titles/" in shown

    def test_all_languages_stand_on_one_page_with_checksums(self, made, home, handbook, main_of, code):
        translate(home, "en")
        translate(handbook.get_parent().specific, "en")
        other = translate(handbook, "en")
        services.text_changed(handbook_key=handbook.translation_key, language="en")
        make_all()

        shown = main_of(f"/bg/downloads/{code}/")
        assert other.url in shown
        assert f"/en/downloads/{code}/latest/titles/" in shown
        assert made.sha256 in shown


class TestTheFile:
    def test_is_named_in_its_script_and_in_ascii(self, client, made, code):
        header = the_file(client, code).headers["Content-Disposition"]

        assert 'filename="common-cases-bg-titles.txt"' in header
        assert unquote(header).endswith("filename*=UTF-8''Често срещани случаи.txt")

    def test_comes_whole_with_etag_and_checksum(self, client, made, code):
        response = the_file(client, code)

        assert len(body(response)) == made.size == int(response.headers["Content-Length"])
        assert response.headers["ETag"] == f'"{made.sha256}"'
        assert response.headers["Repr-Digest"].startswith("sha-256=:")

    def test_is_not_sent_again_to_whoever_has_it(self, client, made, code):
        address = ask(client, code).url

        assert client.get(address, HTTP_IF_NONE_MATCH=f'"{made.sha256}"').status_code == 304

    @pytest.mark.parametrize(
        ("wanted", "part"),
        [
            ("bytes=0-3", slice(0, 4)),
            ("bytes=5-", slice(5, None)),
            ("bytes=-4", slice(-4, None)),
            ("bytes=2-9999", slice(2, None)),
        ],
    )
    def test_comes_from_where_a_broken_download_stopped(self, client, made, code, wanted, part):
        address = ask(client, code).url
        whole = body(client.get(address))

        response = client.get(address, HTTP_RANGE=wanted)

        assert response.status_code == 206
        assert body(response) == whole[part]
        start, end, _step = part.indices(len(whole))
        assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(whole)}"

    def test_a_part_beyond_the_end_is_refused_with_the_size(self, client, made, code):
        response = client.get(ask(client, code).url, HTTP_RANGE="bytes=9999-")

        assert response.status_code == 416
        assert response.headers["Content-Range"] == f"bytes */{made.size}"

    @pytest.mark.parametrize("wanted", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=5-2"])
    def test_what_is_no_part_gets_the_whole(self, client, made, code, wanted):
        response = client.get(ask(client, code).url, HTTP_RANGE=wanted)

        assert (response.status_code, len(body(response))) == (200, made.size)

    def test_a_part_of_another_version_gets_the_whole(self, client, made, code):
        response = client.get(ask(client, code).url, HTTP_RANGE="bytes=2-", HTTP_IF_RANGE='"old"')

        assert response.status_code == 200

    def test_is_private_while_the_handbook_is(self, client, made, code, handbook):
        address = ask(client, code).url
        handbook.unpublish()
        building.cache.clear()

        assert client.get(address).status_code == 404
        assert client.get(f"/bg/downloads/{code}/").status_code == 404

    def test_that_was_lost_is_not_found(self, client, made, code):
        address = ask(client, code).url
        made.file.storage.delete(made.file.name)

        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("wrong", [{"edition": "edition-7"}, {"format_name": "no"}, {"language": "en"}])
    def test_what_there_is_not_is_not_found(self, client, made, code, wrong):
        assert ask(client, code, **wrong).status_code == 404

    def test_an_editions_file_stays_where_it_is(self, client, edition, code, chapters):
        before = body(the_file(client, code, edition="edition-1"))
        chapters[0].title = "Новото"
        chapters[0].save_revision().publish()
        make_all()
        building.cache.clear()

        assert body(the_file(client, code, edition="edition-1")) == before
        assert "Новото" in body(the_file(client, code)).decode()


class TestCounting:
    def test_a_download_is_counted_where_nothing_is_cached(self, client, made, code):
        response = ask(client, code)

        row = DownloadCount.objects.get()
        assert (row.count, row.language, row.format_name, row.edition) == (1, "bg", "titles", None)
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies

    def test_the_same_device_counts_again_after_an_hour_only(self, client, made, code):
        ask(client, code)
        ask(client, code)
        assert DownloadCount.objects.total() == 1
        ask(client, code, agent="Mozilla/5.0 (X11)")
        assert DownloadCount.objects.total() == 2

    @pytest.mark.parametrize("agent", ["Googlebot/2.1", "", "curl/8.0", "Mozilla/5.0 (compatible; bingbot/2.0)"])
    def test_programs_are_not_counted(self, client, made, code, agent):
        assert ask(client, code, agent=agent).status_code == 302
        assert DownloadCount.objects.count() == 0

    def test_asking_whether_there_is_a_file_is_not_counted(self, client, made, code):
        client.head(f"/bg/downloads/{code}/latest/titles/", HTTP_USER_AGENT=BROWSER)

        assert DownloadCount.objects.count() == 0

    def test_editions_are_counted_by_themselves(self, client, edition, code):
        ask(client, code)
        ask(client, code, edition="edition-1")

        assert sorted((row.edition_id or 0, row.count) for row in DownloadCount.objects.all()) == [
            (0, 1),
            (edition.pk, 1),
        ]

    def test_who_downloaded_is_not_kept(self, client, made, code):
        ask(client, code)

        kept = {field.name for field in DownloadCount._meta.get_fields()}
        assert kept == {"id", "handbook_key", "language", "format_name", "edition", "day", "count"}

    def test_a_project_reports_its_handbooks_downloads(self, client, made, code, handbook, home):
        project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects"))
        handbook.project = project
        handbook.save()
        ask(client, code)
        today = timezone.localdate()

        assert downloads(project, EVER) == 1
        assert downloads(project, Period(today + timedelta(days=1), None)) == 0


def test_every_format_there_is_can_be_addressed():
    modules = (import_module(f"{publishing.__name__}.{found.name}") for found in iter_modules(publishing.__path__))
    names = [format.name for module in modules for format in getattr(module, "FORMATS", ())]

    assert {"pdf", "epub", "web", "scorm-1.2"} <= set(names)
    for name in names:
        assert name in address_in("bg", "download", "abcde", "latest", name)
