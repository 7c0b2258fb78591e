"""Pages that were renamed or moved are still found at their old addresses."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.factories import HandbookPageFactory, StandardPageFactory, UserFactory
from tests.factories.libraries import library, library_in


@pytest.fixture
def books(home):
    return library(home)


@pytest.fixture
def rename(committed):
    """Publish a page under another slug, as the page editor does."""

    def change(page, slug: str):
        with committed():
            page = Page.objects.get(pk=page.pk).specific
            page.slug = slug
            page.save_revision().publish()

    return change


@pytest.fixture
def arrives_at(client):
    """Return where a reader who opens an address ends."""

    def follow(address: str) -> str:
        response = client.get(address, follow=True)
        assert response.status_code == 200
        assert all(status == 301 for _address, status in response.redirect_chain)
        return response.redirect_chain[-1][0] if response.redirect_chain else address

    return follow


def test_a_renamed_page_redirects_for_good(client, home, rename):
    page = StandardPageFactory(parent=home, slug="old")

    rename(page, "new")

    response = client.get("/bg/old/")
    assert response.status_code == 301
    assert response["Location"] == "/bg/new/"


def test_the_pages_below_a_renamed_page_redirect_too(books, rename, arrives_at):
    rename(books.handbook, "renamed")

    assert arrives_at("/bg/handbooks/guide/") == "/bg/handbooks/renamed/"
    assert arrives_at("/bg/handbooks/guide/second/") == "/bg/handbooks/renamed/second/"


def test_a_page_that_was_moved_redirects_with_what_is_below_it(home, books, committed, arrives_at):
    archive = StandardPageFactory(parent=home, slug="archive")

    with committed():
        Page.objects.get(pk=books.handbook.pk).specific.move(archive, pos="last-child")

    assert arrives_at("/bg/handbooks/guide/first/") == "/bg/archive/guide/first/"


def test_a_page_moved_in_the_admin_redirects(admin_client, home, books, committed, arrives_at):
    other = HandbookPageFactory(parent=books.handbooks, slug="other")
    chapter = books.chapters[0]

    with committed():
        response = admin_client.post(f"/admin/pages/{chapter.pk}/move/{other.pk}/confirm/")

    assert response.status_code == 302
    assert arrives_at("/bg/handbooks/guide/first/") == "/bg/handbooks/other/first/"


def test_renaming_twice_leads_to_the_last_name(home, rename, arrives_at):
    page = StandardPageFactory(parent=home, slug="one")

    rename(page, "two")
    rename(page, "three")

    assert arrives_at("/bg/one/") == "/bg/three/"
    assert arrives_at("/bg/two/") == "/bg/three/"


def test_renaming_back_makes_no_circle(home, rename, arrives_at):
    page = StandardPageFactory(parent=home, slug="one")

    rename(page, "two")
    rename(page, "one")

    assert arrives_at("/bg/one/") == "/bg/one/"
    assert arrives_at("/bg/two/") == "/bg/one/"


def test_a_renamed_course_takes_its_lessons_along(books, rename, arrives_at):
    rename(books.course, "renamed")

    assert arrives_at("/bg/courses/course/") == "/bg/courses/renamed/"
    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/renamed/second/"


def test_a_moved_course_takes_its_lessons_along(home, books, committed, arrives_at):
    archive = StandardPageFactory(parent=home, slug="archive")

    with committed():
        Page.objects.get(pk=books.course.pk).specific.move(archive, pos="last-child")

    assert arrives_at("/bg/courses/course/first/") == "/bg/archive/course/first/"


def test_a_renamed_list_of_courses_takes_courses_and_lessons_along(books, rename, arrives_at):
    rename(books.courses, "learning")

    assert arrives_at("/bg/courses/course/first/") == "/bg/learning/course/first/"


def test_a_renamed_chapter_takes_its_lesson_along(books, rename, arrives_at):
    rename(books.chapters[1], "changed")

    assert arrives_at("/bg/handbooks/guide/second/") == "/bg/handbooks/guide/changed/"
    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/course/changed/"


def test_a_chapter_renamed_twice_takes_its_lesson_along(books, rename, arrives_at):
    rename(books.chapters[1], "changed")
    rename(books.chapters[1], "again")

    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/course/again/"
    assert arrives_at("/bg/courses/course/changed/") == "/bg/courses/course/again/"


def test_a_chapter_renamed_back_has_its_lesson_at_the_first_address(books, rename, arrives_at):
    rename(books.chapters[1], "changed")
    rename(books.chapters[1], "second")

    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/course/second/"
    assert arrives_at("/bg/courses/course/changed/") == "/bg/courses/course/second/"


def test_a_course_and_then_its_chapter_renamed_lead_to_the_lesson(books, rename, arrives_at):
    rename(books.course, "renamed")
    rename(books.chapters[1], "changed")

    assert arrives_at("/bg/courses/renamed/second/") == "/bg/courses/renamed/changed/"
    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/renamed/changed/"


def test_a_chapter_and_then_its_course_renamed_lead_to_the_lesson(books, rename, arrives_at):
    rename(books.chapters[1], "changed")
    rename(books.course, "renamed")

    assert arrives_at("/bg/courses/course/changed/") == "/bg/courses/renamed/changed/"
    assert arrives_at("/bg/courses/course/second/") == "/bg/courses/renamed/changed/"


def test_a_renamed_source_takes_its_translations_and_their_lessons_along(client, books, rename, arrives_at):
    library_in("en", books)

    rename(books.chapters[1], "changed")

    assert client.get("/en/handbooks/guide/changed/").status_code == 200
    assert arrives_at("/en/handbooks/guide/second/") == "/en/handbooks/guide/changed/"
    assert arrives_at("/en/courses/course/second/") == "/en/courses/course/changed/"


def test_a_chapter_renamed_in_one_language_leaves_the_other_languages_alone(client, books, rename, arrives_at):
    english = library_in("en", books)

    rename(english.chapters[1], "changed")

    assert arrives_at("/en/courses/course/second/") == "/en/courses/course/changed/"
    assert client.get("/bg/courses/course/second/").status_code == 200


def test_an_editors_own_redirect_works_in_a_language_that_has_no_such_page(client, home):
    Redirect.add_redirect("/bg/voucher/", redirect_to="https://example.org/")

    assert client.get("/bg/voucher/")["Location"] == "https://example.org/"


def test_a_new_page_at_an_old_address_wins_over_the_redirect(client, home, rename):
    page = StandardPageFactory(parent=home, slug="old", title="Първа")
    rename(page, "new")

    StandardPageFactory(parent=home, slug="old", title="Втора")

    assert "Втора" in client.get("/bg/old/").content.decode()


def test_the_redirect_of_a_page_that_is_not_live_any_more_leads_to_a_404(client, home, rename):
    page = StandardPageFactory(parent=home, slug="old")
    rename(page, "new")
    Page.objects.get(pk=page.pk).unpublish()

    assert client.get("/bg/old/", follow=True).status_code == 404


@pytest.fixture
def admin_client(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client
