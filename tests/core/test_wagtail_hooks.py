"""Bulk publishing in the admin keeps out what the page editor would refuse, and the rich-text editor's own feature."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    UserFactory,
    choice_question,
    rich,
    stream,
)

FINE = stream(rich("Read."), choice_question())
FAULTY = stream(choice_question(rights=(False, False)))


@pytest.fixture
def index(home):
    return HandbookIndexPageFactory(parent=home)


@pytest.fixture
def handbook(index):
    return HandbookPageFactory(parent=index)


@pytest.fixture
def editor(client, home):
    """An editor who may do everything, logged in."""
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def publish(client, editor):
    """Publish pages as the admin's list of pages does; return what the editor is told."""

    def bulk(*pages, include_descendants: bool = False) -> list[str]:
        back = reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk])
        chosen = "&".join(f"id={page.pk}" for page in pages)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        data = {"include_descendants": "on"} if include_descendants else {}
        response = client.post(f"{address}?{chosen}&next={back}", data)
        assert (response.status_code, response.url) == (302, back)
        for page in pages:
            page.refresh_from_db()
        return [str(message) for message in get_messages(response.wsgi_request)]

    return bulk


def draft(handbook, title: str, body: str):
    page = ChapterPageFactory(parent=handbook, title=title, body=body, live=False)
    page.save_revision()
    return page


def test_fine_pages_are_published(publish, handbook):
    first, second = draft(handbook, "First", FINE), draft(handbook, "Second", FINE)

    publish(first, second)

    assert first.live
    assert second.live


def test_one_faulty_page_stops_all_and_is_named(publish, handbook):
    fine, faulty = draft(handbook, "Fine", FINE), draft(handbook, "Faulty", FAULTY)

    (told,) = publish(fine, faulty)

    assert not fine.live
    assert not faulty.live
    assert "Faulty" in told


def test_a_live_page_with_a_faulty_draft_keeps_what_it_shows(publish, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FINE)
    chapter.body = FAULTY
    chapter.save_revision()

    publish(chapter)

    assert chapter.body[0].block_type == "text"
    assert chapter.has_unpublished_changes


def test_a_live_page_that_was_faulty_is_published_once_its_draft_is_mended(publish, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)
    chapter.body = FINE
    chapter.save_revision()

    publish(chapter)

    assert chapter.body[0].block_type == "text"


def test_a_faulty_page_below_stops_all_if_the_pages_below_are_published_too(publish, index):
    handbook = HandbookPageFactory(parent=index, live=False)
    handbook.save_revision()
    fine, faulty = draft(handbook, "Fine", FINE), draft(handbook, "Faulty", FAULTY)

    (told,) = publish(handbook, include_descendants=True)

    for page in (handbook, fine, faulty):
        page.refresh_from_db()
        assert not page.live
    assert "Faulty" in told


def test_a_faulty_page_below_says_nothing_if_it_is_not_published_along(publish, index):
    handbook = HandbookPageFactory(parent=index, live=False)
    handbook.save_revision()
    faulty = draft(handbook, "Faulty", FAULTY)

    publish(handbook)

    faulty.refresh_from_db()
    assert handbook.live
    assert not faulty.live


def test_fine_pages_below_are_published_along(publish, index):
    handbook = HandbookPageFactory(parent=index, live=False)
    handbook.save_revision()
    chapter = draft(handbook, "Fine", FINE)

    publish(handbook, include_descendants=True)

    chapter.refresh_from_db()
    assert chapter.live


def test_a_faulty_draft_of_a_live_page_below_stops_nothing_because_wagtail_leaves_it_as_it_is(publish, handbook):
    chapter = ChapterPageFactory(parent=handbook, body=FINE)
    chapter.body = FAULTY
    chapter.save_revision()
    fine = draft(handbook, "Fine", FINE)

    publish(handbook, include_descendants=True)

    chapter.refresh_from_db()
    fine.refresh_from_db()
    assert fine.live
    assert chapter.body[0].block_type == "text"


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_other_bulk_actions_on_faulty_pages_go_through(client, editor, handbook, action):
    chapter = ChapterPageFactory(parent=handbook, body=FAULTY)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    client.post(f"{address}?id={chapter.pk}&next=/admin/", {})

    assert not type(chapter).objects.live().filter(pk=chapter.pk).exists()


def test_a_name_marked_in_the_editor_is_stored_and_comes_back(db):
    converter = ContentstateConverter(features=["bold", "link", "name"])
    stored = '<p data-block-key="a1b2c">До <code>София</code></p>'

    state = converter.from_database_format(stored)

    assert '"NAME"' in state
    assert converter.to_database_format(state) == stored
