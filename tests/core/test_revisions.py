"""What only a draft refers to may be deleted; the draft can be opened all the same."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.services import make_course
from tests.factories import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
)


@pytest.fixture
def handbook(home):
    return HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))


def opens(client, page: Page) -> bool:
    """Return whether the admin's first page and a page's form can be opened."""
    addresses = [reverse("wagtailadmin_home"), reverse("wagtailadmin_pages:edit", args=[page.pk])]
    return all(client.get(address).status_code == 200 for address in addresses)


def test_a_deleted_chapter_is_left_out_of_a_course_in_the_making(admin_client, home, handbook):
    CourseIndexPageFactory(parent=home)
    deleted, kept = ChapterPageFactory(parent=handbook), ChapterPageFactory(parent=handbook)
    course, _added = make_course(handbook=handbook)

    deleted.delete()

    draft = course.get_latest_revision_as_object()
    assert [lesson.chapter_id for lesson in draft.lessons.all()] == [kept.pk]
    assert opens(admin_client, course)


def test_a_deleted_project_is_taken_out_of_a_draft(admin_client, home, handbook):
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home))
    handbook.project = project
    handbook.save_revision()

    project.delete()

    assert handbook.get_latest_revision_as_object().project is None
    assert opens(admin_client, handbook)


def test_what_still_exists_stays(home, handbook):
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home))
    handbook.project = project
    handbook.save_revision()

    assert handbook.get_latest_revision_as_object().project == project
