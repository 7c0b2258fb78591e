"""Anonymous pages are kept, the same for everybody, and are never stale."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, PageViewRestriction

from cms.core.cache import (
    PageCacheMiddleware,
    cached,
    content_changed,
    content_version,
    is_anonymous_read,
    mark_shared,
    notice_unannounced_changes,
)
from cms.core.tasks import notice_unannounced_changes as notice_task
from cms.core.tasks import publish_scheduled
from tests.factories import (
    ChapterPageFactory,
    FundingProgrammeFactory,
    HandbookPageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
    UserFactory,
    picture,
    rich,
    stream,
)
from tests.factories.libraries import library, library_in
from tests.factories.translations import begin_translation, fill_translation, translate

LESSON = "/bg/courses/course/first/"
CHAPTER = "/bg/handbooks/guide/first/"
HANDBOOK = "/bg/handbooks/guide/"
COURSE = "/bg/courses/course/"
EVERY_KIND_OF_PAGE = ["/", "/bg/", "/bg/handbooks/", HANDBOOK, CHAPTER, "/bg/courses/", COURSE, LESSON]


@pytest.fixture
def books(home):
    return library(home)


@pytest.fixture
def admin_client(db):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="За нас", slug="about", body=stream(rich("Първи текст.")))


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# A hit


@pytest.mark.parametrize("address", EVERY_KIND_OF_PAGE)
def test_the_second_reader_costs_no_query(client, books, django_assert_num_queries, address):
    first = client.get(address)

    with django_assert_num_queries(0):
        second = Client().get(address)

    assert second.status_code == 200
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]
    assert second["Cache-Control"] == first["Cache-Control"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_kept_page_answers_to_its_own_host_and_address_only(client, page):
    client.get("/bg/about/")
    cache_before = set(cache._cache)

    client.get("/bg/about/", SERVER_NAME="other.example")

    assert len([key for key in set(cache._cache) - cache_before if ":page:" in key]) == 1


def test_a_page_that_head_asked_for_is_whole_for_the_next_reader(client, page):
    client.head("/bg/about/")

    assert "Първи текст." in text_of(client, "/bg/about/")


def test_missing_pages_are_not_kept(client, home):
    assert client.get("/bg/later/").status_code == 404
    StandardPageFactory(parent=home, slug="later")

    assert client.get("/bg/later/").status_code == 200


@pytest.mark.parametrize("query", ["x=1", "page=2", "utm_source=a"])
def test_addresses_with_query_strings_are_not_stored(client, page, query):
    client.get(f"/bg/about/?{query}")

    assert not [key for key in cache._cache if ":page:" in key]


def test_the_answer_to_a_query_string_is_not_what_the_plain_address_shows(client, books):
    for number in range(12):
        StandardPageFactory(parent=books.handbooks.get_parent(), title=f"Жилище {number}", slug=f"p{number}")
    client.get("/bg/search/")

    assert "Жилище" in text_of(client, "/bg/search/?q=жилище")
    assert "Жилище" not in text_of(client, "/bg/search/")


# Headers


@pytest.mark.parametrize("address", [*EVERY_KIND_OF_PAGE, "/bg/search/", "/sitemap.xml"])
def test_no_anonymous_page_sets_or_depends_on_a_cookie(client, books, address):
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", EVERY_KIND_OF_PAGE)
def test_browsers_ask_again_and_proxies_may_keep(client, books, address):
    directives = {part.strip() for part in client.get(address)["Cache-Control"].split(",")}

    assert directives == {"public", "max-age=0", "s-maxage=0"}


def test_who_has_the_page_already_gets_no_second_copy(client, page):
    first = client.get("/bg/about/")

    second = client.get("/bg/about/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert second.status_code == 304
    assert second.content == b""
    assert second["ETag"] == first["ETag"]


def test_who_has_an_older_page_gets_the_new_one(client, page, committed):
    first = client.get("/bg/about/")
    with committed():
        page.title = "Ново"
        page.save_revision().publish()

    second = client.get("/bg/about/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


# Somebody known


@pytest.mark.parametrize("cookie", ["sessionid", "learner"])
def test_with_a_session_or_learner_cookie_the_caches_are_passed_by(client, page, cookie):
    client.get("/bg/about/")
    Page.objects.filter(pk=page.pk).update(title="Смяна", draft_title="Смяна")
    client.cookies[cookie] = "anything"

    response = client.get("/bg/about/")

    assert "Смяна" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("cookie", ["sessionid", "learner"])
def test_what_somebody_known_sees_is_kept_for_nobody(page, cookie):
    known = Client()
    known.cookies[cookie] = "anything"
    known.get("/bg/about/")

    assert not [key for key in cache._cache if ":page:" in key]


def test_an_editor_sees_the_user_bar_and_readers_do_not(client, admin_client, page):
    assert "wagtail-userbar" in text_of(admin_client, "/bg/about/")
    assert "wagtail-userbar" not in text_of(client, "/bg/about/")


def test_other_cookies_change_nothing(client, page, django_assert_num_queries):
    client.get("/bg/about/")
    client.cookies["csrftoken"] = "x"
    client.cookies["_ga"] = "y"

    with django_assert_num_queries(0):
        response = client.get("/bg/about/")

    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize(("method", "anonymous"), [("get", True), ("head", True), ("post", False), ("delete", False)])
def test_only_reading_can_be_anonymous(method, anonymous):
    assert is_anonymous_read(getattr(RequestFactory(), method)("/bg/")) is anonymous


def test_a_response_that_sets_a_cookie_is_not_kept():
    def view(_request):
        response = mark_shared(HttpResponse("x"))
        response.set_cookie("a", "b")
        return response

    PageCacheMiddleware(view)(RequestFactory().get("/bg/"))

    assert not [key for key in cache._cache if ":page:" in key]


def test_a_response_that_nobody_marked_as_shared_is_not_kept():
    PageCacheMiddleware(lambda _request: HttpResponse("x"))(RequestFactory().get("/bg/"))

    assert not [key for key in cache._cache if ":page:" in key]


# Never stale


def test_publishing_is_seen_at_once(client, page, committed):
    assert "Първи текст." in text_of(client, "/bg/about/")

    with committed():
        page.body = stream(rich("Втори текст."))
        page.save_revision().publish()

    assert "Втори текст." in text_of(client, "/bg/about/")


def test_saving_a_draft_shows_readers_nothing_new(client, page, committed):
    before = text_of(client, "/bg/about/")

    with committed():
        page.title = "Чернова"
        page.save_revision()

    assert text_of(client, "/bg/about/") == before


def test_unpublishing_is_seen_at_once(client, page, committed):
    client.get("/bg/about/")

    with committed():
        page.unpublish()

    assert client.get("/bg/about/").status_code == 404


def test_deleting_is_seen_at_once(client, page, committed):
    client.get("/bg/about/")

    with committed():
        page.delete()

    assert client.get("/bg/about/").status_code == 404


def test_deleting_many_pages_by_code_is_seen_at_once(client, home, page, committed):
    client.get("/bg/about/")

    with committed():
        Page.objects.filter(pk=page.pk).delete()

    assert client.get("/bg/about/").status_code == 404


def test_a_page_made_private_is_shown_to_nobody_any_more(client, admin_client, page, committed):
    client.get("/bg/about/")

    with committed():
        admin_client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})

    assert PageViewRestriction.objects.filter(page=page).exists()
    assert client.get("/bg/about/").status_code == 302


def test_a_renamed_chapter_has_its_new_name_wherever_it_is_named(client, books, committed):
    addresses = [HANDBOOK, f"{HANDBOOK}second/", COURSE, f"{COURSE}second/"]
    for address in addresses:
        assert "First" in text_of(client, address)

    with committed():
        books.chapters[0].title = "Нова глава"
        books.chapters[0].slug = "new"
        books.chapters[0].save_revision().publish()

    for address in addresses:
        html = text_of(client, address)
        assert "Нова глава" in html
        assert "First" not in html
        assert "/first/" not in html
    assert client.get(CHAPTER).status_code == 301


def test_chapters_put_in_another_order_are_in_that_order_at_once(client, books, committed):
    html = text_of(client, HANDBOOK)
    assert html.index("First") < html.index("Second")

    with committed():
        Page.objects.get(pk=books.chapters[1].pk).move(books.chapters[0], pos="left")

    html = text_of(client, "/bg/handbooks/guide/")
    assert html.index("Second") < html.index("First")


def test_a_moved_chapter_leaves_its_old_handbook_at_once(client, books, committed):
    other = HandbookPageFactory(parent=books.handbooks, slug="other", title="Друг")
    text_of(client, "/bg/handbooks/guide/second/")
    text_of(client, "/bg/handbooks/other/")

    with committed():
        Page.objects.get(pk=books.chapters[0].pk).move(other, pos="last-child")

    assert "First" not in text_of(client, "/bg/handbooks/guide/second/")
    assert "First" in text_of(client, "/bg/handbooks/other/")


def test_a_new_chapter_is_everywhere_at_once(client, books, committed):
    text_of(client, "/bg/handbooks/guide/")
    text_of(client, "/bg/handbooks/guide/second/")

    with committed():
        ChapterPageFactory(parent=books.handbook, title="Трета", slug="third")

    assert "Трета" in text_of(client, "/bg/handbooks/guide/")
    assert 'rel="next" href="/bg/handbooks/guide/third/"' in text_of(client, "/bg/handbooks/guide/second/")


def test_an_unpublished_chapter_is_nowhere_any_more(client, books, committed):
    for address in ("/bg/handbooks/guide/", "/bg/courses/course/", "/bg/courses/course/second/", LESSON):
        text_of(client, address)

    with committed():
        books.chapters[0].unpublish()

    assert client.get(LESSON).status_code == 404
    assert "First" not in text_of(client, "/bg/courses/course/")
    assert 'rel="prev"' not in text_of(client, "/bg/courses/course/second/")


def test_a_course_whose_lessons_were_changed_shows_the_new_ones_at_once(client, books, committed):
    text_of(client, "/bg/courses/course/")

    with committed():
        books.course.lessons = list(books.course.lessons.all())[1:]
        books.course.save_revision().publish()

    assert "First" not in text_of(client, "/bg/courses/course/")
    assert client.get(LESSON).status_code == 404


def test_a_menu_that_was_changed_is_changed_on_every_page(client, home, page, books, committed):
    for address in EVERY_KIND_OF_PAGE[1:]:
        assert "За нас" not in text_of(client, address)

    with committed():
        page.show_in_menus = True
        page.save_revision().publish()

    for address in EVERY_KIND_OF_PAGE[1:]:
        assert "За нас" in text_of(client, address)


def png(colour: str) -> ContentFile:
    out = BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name="same-name.png")


def picture_addresses(html: str) -> list[str]:
    return sorted({part.split()[0] for part in html.split('srcset="')[1].split('"')[0].split(", ")})


def test_a_picture_whose_file_was_replaced_is_replaced_on_every_page(client, admin_client, home, committed):
    image = picture("same-name.png", (600, 400))
    body = stream(("picture", {"picture": image.pk, "picture_alt": "Куче", "caption": ""}))
    StandardPageFactory(parent=home, slug="dog", body=body)
    before = picture_addresses(text_of(client, "/bg/dog/"))

    with committed():
        response = admin_client.post(
            f"/admin/images/{image.pk}/", {"title": "Ново", "file": png("#aa0000"), "collection": image.collection_id}
        )
    assert response.status_code == 302

    after = picture_addresses(text_of(client, "/bg/dog/"))
    assert after
    assert not set(after) & set(before)
    served = client.get(after[0])
    red, _green, blue = Image.open(BytesIO(b"".join(served.streaming_content))).convert("RGB").getpixel((5, 5))
    assert red > 100 > blue


def test_a_picture_replaced_by_code_is_replaced_on_every_page(client, home, committed):
    image = picture("same-name.png", (600, 400))
    body = stream(("picture", {"picture": image.pk, "picture_alt": "Куче", "caption": ""}))
    StandardPageFactory(parent=home, slug="dog", body=body)
    before = picture_addresses(text_of(client, "/bg/dog/"))

    with committed():
        image.file = png("#aa0000")
        image.save()
        image.renditions.all().delete()

    assert not set(picture_addresses(text_of(client, "/bg/dog/"))) & set(before)


def test_a_deleted_picture_is_gone_from_every_page(client, home, committed):
    image = picture("dog.png", (600, 400))
    body = stream(("picture", {"picture": image.pk, "picture_alt": "Куче", "caption": ""}))
    StandardPageFactory(parent=home, slug="dog", body=body)
    assert "Куче" in text_of(client, "/bg/dog/")

    with committed():
        image.delete()

    assert "Куче" not in text_of(client, "/bg/dog/")


def test_a_funding_programmes_new_text_is_on_every_page_at_once(client, admin_client, home, committed):
    programme = FundingProgrammeFactory(compact="Стар ред.")
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home), programme=programme)
    books = library(home)
    with committed():
        books.handbook.project = project
        books.handbook.save_revision().publish()
        books.course.project = project
        books.course.save_revision().publish()
    for address in (CHAPTER, LESSON, "/bg/handbooks/guide/"):
        assert "Стар ред." in text_of(client, address)

    with committed():
        response = admin_client.post(
            f"/admin/snippets/projects/fundingprogramme/edit/{programme.pk}/",
            {"name": "П", "emblem": "eu", "logo": "", "statement": "С", "compact": "Нов ред."},
        )
    assert response.status_code == 302

    for address in (CHAPTER, LESSON, "/bg/handbooks/guide/"):
        assert "Нов ред." in text_of(client, address)


def test_a_translation_is_in_the_language_menu_as_soon_as_it_is_published(client, home, page, committed):
    assert 'hreflang="en"' not in text_of(client, "/bg/about/")

    with committed():
        translate(home, "en")
        translate(page, "en")

    assert 'hreflang="en"' in text_of(client, "/bg/about/")
    assert client.get("/en/about/").status_code == 200


def test_a_translation_that_follows_its_source_is_fresh_too(client, home, page, committed):
    translate(home, "en")
    translation = begin_translation(page, "en")
    fill_translation(translation)
    with committed():
        translation.save_target(publish=True)
    assert "[en] Първи текст." in text_of(client, "/en/about/")

    with committed():
        page.body = stream()
        page.save_revision().publish()

    assert "Първи текст." not in text_of(client, "/en/about/")


def test_a_lesson_appears_in_a_language_with_its_chapter(client, books, committed):
    with committed():
        library_in("en", books, "first")
    assert client.get("/en/courses/course/second/").status_code == 404
    assert "hreflang" not in text_of(client, "/bg/courses/course/second/").split("<main")[1]

    with committed():
        translate(books.chapters[1], "en")

    assert client.get("/en/courses/course/second/").status_code == 200


def test_what_was_scheduled_appears_when_its_time_has_come(client, home, committed):
    page = StandardPageFactory(parent=home, slug="later", live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert client.get("/bg/later/").status_code == 404

    with time_machine.travel(timezone.now() + timedelta(hours=2)), committed():
        publish_scheduled()

    assert client.get("/bg/later/").status_code == 200


def test_what_has_expired_disappears_when_its_time_has_come(client, page, committed):
    text_of(client, "/bg/about/")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    with committed():
        call_command("publish_scheduled")

    assert client.get("/bg/about/").status_code == 404


def test_a_redirect_made_for_an_address_works_at_once(client, admin_client, page, committed):
    assert client.get("/bg/old/").status_code == 404

    with committed():
        admin_client.post(
            "/admin/redirects/add/",
            {"old_path": "/bg/old/", "is_permanent": "on", "redirect_page": page.pk, "redirect_link": "", "site": ""},
        )

    assert Redirect.objects.get().old_path == "/bg/old"
    assert client.get("/bg/old/")["Location"] == "/bg/about/"


# The content's version


def test_the_version_stays_until_something_changes(home):
    assert content_version() == content_version()


def test_a_change_counts_when_its_transaction_is_committed_and_not_before(home, committed):
    before = content_version()

    with committed():
        content_changed()
        assert content_version() == before

    assert content_version() != before


def test_a_new_release_forgets_the_pages_of_the_one_before(db, committed):
    before = content_version()
    with committed():
        call_command("migrate", verbosity=0)

    assert content_version() != before


def test_a_change_that_was_rolled_back_changes_nothing(home, committed):
    before = content_version()

    with committed(), pytest.raises(ValueError, match="broken"), transaction.atomic():
        content_changed()
        raise ValueError("broken")

    assert content_version() == before


def test_a_part_is_made_once_for_each_state_of_the_content(home, committed):
    made = []

    def make():
        made.append("x")
        return len(made)

    assert [cached("n", make), cached("n", make)] == [1, 1]
    with committed():
        content_changed()
    assert cached("n", make) == 2


def test_parts_of_different_names_are_kept_apart(home):
    assert cached("a", lambda: 1) == 1
    assert cached("b", lambda: 2) == 2


def test_nothing_is_worth_keeping_too(home):
    cached("none", lambda: None)

    assert cached("none", lambda: pytest.fail("was made again")) is None


@pytest.mark.filterwarnings("error")
def test_a_name_may_be_long_and_have_spaces(home):
    assert cached(f"links: {list(range(500))}", lambda: 1) == 1


# Changes whose event got lost


def silent_change(home):
    """Leave the audit log's trace of a change without the event: its process died in between."""
    trace = {"action": "wagtail.publish", "timestamp": timezone.now(), "label": "x"}
    PageLogEntry.objects.bulk_create([PageLogEntry(page=home, content_type_id=home.content_type_id, **trace)])


def test_a_change_without_its_event_is_noticed_within_a_minute(client, home, page):
    text_of(client, "/bg/about/")
    notice_unannounced_changes()
    Page.objects.filter(pk=page.pk).update(title="Смяна", draft_title="Смяна")
    silent_change(home)
    assert "Смяна" not in text_of(client, "/bg/about/")

    assert notice_unannounced_changes() is True

    assert "Смяна" in text_of(client, "/bg/about/")


def test_without_a_change_everything_stays_kept(client, page, django_assert_num_queries):
    text_of(client, "/bg/about/")
    notice_unannounced_changes()

    assert notice_unannounced_changes() is False

    with django_assert_num_queries(0):
        text_of(client, "/bg/about/")


def test_looking_for_changes_costs_two_queries(home, django_assert_num_queries):
    with django_assert_num_queries(2):
        notice_task()


def test_a_changed_snippet_is_noticed_too(home):
    notice_unannounced_changes()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                action="wagtail.edit",
                timestamp=timezone.now(),
                label="x",
                object_id="1",
                content_type_id=home.content_type_id,
            )
        ]
    )

    assert notice_unannounced_changes() is True
