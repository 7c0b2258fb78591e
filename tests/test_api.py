"""The programming interface: what everybody may read, and nothing else."""

import pytest
from wagtail.models import PageViewRestriction

from cms.core.cache import cache
from tests.factories import ChapterPageFactory, picture, rich, stream
from tests.factories.libraries import library, library_in


@pytest.fixture
def books(home):
    return library(home)


@pytest.fixture
def get(client):
    def read(address, **parameters):
        response = client.get(f"/api/v2/{address}", parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return read


@pytest.mark.parametrize("kind", ["handbooks", "chapters", "courses"])
def test_each_kind_is_listed_for_caches_and_other_sites(client, books, kind):
    response = client.get(f"/api/v2/{kind}/")

    assert response.json()["items"]
    assert "public" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_a_chapter_comes_with_its_blocks_and_picture(get, books):
    chapter = books.chapters[0]
    chapter.picture, chapter.picture_alt = picture(author="А", licence="CC BY 4.0"), "Мост"
    chapter.body = stream(rich("Здравей"))
    chapter.save_revision().publish()

    found = get(f"chapters/{chapter.pk}/")

    assert found["title"] == chapter.title
    assert found["translation_key"] == str(chapter.translation_key)
    assert found["body"][0]["type"] == "text"
    assert "Здравей" in found["body"][0]["value"]
    assert found["picture"]["licence"] == "CC BY 4.0"
    assert found["picture"]["url"].startswith("http")
    assert found["meta"]["locale"] == "bg"


def test_a_course_names_its_lessons(get, books):
    lessons = get(f"courses/{books.course.pk}/")["lessons"]

    assert [lesson["title"] for lesson in lessons] == [chapter.title for chapter in books.chapters]


def test_languages_are_told_apart(get, books):
    library_in("en", books)

    assert {item["meta"]["locale"] for item in get("chapters/", locale="en")["items"]} == {"en"}
    assert {item["meta"]["locale"] for item in get("chapters/")["items"]} == {"bg", "en"}


def test_the_chapters_of_a_handbook(get, books):
    handbook = books.chapters[0].get_parent()

    titles = [item["title"] for item in get("chapters/", child_of=handbook.pk)["items"]]
    assert titles == [chapter.title for chapter in books.chapters]


def test_what_is_no_longer_or_not_yet_live_is_not_there(client, get, books):
    draft = ChapterPageFactory(parent=books.chapters[0].get_parent().specific, title="Тайна", slug="draft", live=False)
    live = books.chapters[0]
    live.title = "Още неиздадено"
    live.save_revision()

    assert client.get(f"/api/v2/chapters/{draft.pk}/").status_code == 404
    assert "Тайна" not in str(get("chapters/"))
    assert "неиздадено" not in str(get("chapters/", fields="*"))


def test_private_pages_are_there_for_nobody_not_even_for_whoever_may_read_them(client, books, admin_user):
    handbook = books.chapters[0].get_parent()
    PageViewRestriction.objects.create(page=handbook, restriction_type="login")
    cache.clear()
    client.force_login(admin_user)

    for kind, page in (("handbooks", handbook), ("chapters", books.chapters[0])):
        assert client.get(f"/api/v2/{kind}/{page.pk}/").status_code == 404
        assert client.get(f"/api/v2/{kind}/").json()["items"] == []
    assert client.get(f"/api/v2/chapters/?child_of={handbook.pk}").json().get("items", []) == []


def test_nothing_about_the_admin_is_told(get, books, admin_user):
    chapter = books.chapters[0]
    type(chapter).objects.filter(pk=chapter.pk).update(owner=admin_user, facts_checked_by="М. Петрова")

    told = get(f"chapters/{chapter.pk}/", fields="*")

    assert set(told) == {
        "id",
        "meta",
        "title",
        "translation_key",
        "summary",
        "body",
        "reading_minutes",
        "facts_checked_on",
        "picture",
        "picture_alt",
    }
    assert admin_user.email not in str(told)
    assert "owner" not in told["meta"]


@pytest.mark.parametrize("address", ["pages/", "images/", "documents/", "handbooks/?type=home.HomePage"])
def test_there_is_no_other_door(client, books, address):
    assert client.get(f"/api/v2/{address}").status_code in (400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, books, method):
    assert getattr(client, method)(f"/api/v2/chapters/{books.chapters[0].pk}/").status_code == 405
