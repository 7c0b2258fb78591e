"""What courses show on the pages of handbooks, chapters and projects, which know nothing of courses."""

import pytest

from tests.factories import CoursePageFactory, ProjectIndexPageFactory, ProjectPageFactory
from tests.factories.libraries import library, library_in
from tests.factories.translations import translate


@pytest.fixture
def main_of(client):
    def get(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]

    return get


def test_a_handbook_leads_to_the_course_of_its_chapters(main_of, books):
    assert 'href="/bg/courses/course/"' in main_of("/bg/handbooks/guide/")


def test_a_chapter_leads_to_the_lessons_made_of_it(main_of, books):
    CoursePageFactory(parent=books.courses, slug="short", chapters=books.chapters[:1])

    html = main_of("/bg/handbooks/guide/first/")

    assert 'href="/bg/courses/course/first/"' in html
    assert 'href="/bg/courses/short/first/"' in html
    assert "courses/short" not in main_of("/bg/handbooks/guide/second/")


def test_in_another_language_they_lead_to_the_course_there(main_of, books):
    library_in("en", books)

    assert 'href="/en/courses/course/"' in main_of("/en/handbooks/guide/")
    assert 'href="/en/courses/course/first/"' in main_of("/en/handbooks/guide/first/")


def test_a_course_that_is_not_live_in_the_language_is_not_offered(main_of, books, committed):
    english = library_in("en", books)
    with committed():
        english.course.unpublish()

    assert "/courses/" not in main_of("/en/handbooks/guide/")
    assert "/courses/" not in main_of("/en/handbooks/guide/first/")


def test_a_chapter_that_is_in_no_course_offers_none(main_of, home):
    books = library(home)
    books.course.delete()

    assert "/courses/" not in main_of("/bg/handbooks/guide/")
    assert "/courses/" not in main_of("/bg/handbooks/guide/first/")


def test_a_project_shows_its_courses_in_the_readers_language(main_of, home, books, committed):
    projects = ProjectIndexPageFactory(parent=home, slug="projects")
    project = ProjectPageFactory(parent=projects, slug="project")
    with committed():
        books.course.project = project
        books.course.save_revision().publish()
    assert 'href="/bg/courses/course/"' in main_of("/bg/projects/project/")

    with committed():
        library_in("en", books)
        translate(projects, "en")
        translate(project, "en")

    html = main_of("/en/projects/project/")
    assert 'href="/en/courses/course/"' in html
    assert "/bg/courses/" not in html
