"""Making a course of a handbook fills it with lessons, and later adds only what is new."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from courses.models import CourseIndexPage, CoursePage, Lesson
from courses.services import NoCourseIndex, make_course
from tests.factories import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    CoursePageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
)
from tests.factories.translations import translate


@pytest.fixture
def handbook(home):
    index = HandbookIndexPageFactory(parent=home, slug="handbooks")
    book = HandbookPageFactory(
        parent=index, title="Наръчник", slug="guide", summary="За всички.", audience="За медиатори"
    )
    for name in ("a", "b", "c"):
        ChapterPageFactory(parent=book, title=name, slug=name)
    return book


@pytest.fixture
def index(home):
    return CourseIndexPageFactory(parent=home, slug="courses")


def draft_lessons(course) -> list[str]:
    draft = CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object()
    return [lesson.chapter.slug for lesson in draft.lessons.all().order_by("sort_order")]


def publish(course) -> CoursePage:
    CoursePage.objects.get(pk=course.pk).get_latest_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


# The first run


def test_every_chapter_becomes_a_lesson_in_the_handbooks_order(handbook, index):
    course, added = make_course(handbook=handbook)

    assert added == 3
    assert draft_lessons(course) == ["a", "b", "c"]
    assert course.get_parent().specific == index


def test_the_course_takes_over_what_the_handbook_says_of_itself(handbook, index):
    course, _added = make_course(handbook=handbook)

    assert (course.title, course.summary, course.for_whom) == ("Наръчник", "За всички.", "За медиатори")
    assert course.slug == "guide"
    assert course.handbook == handbook


def test_nothing_is_published(client, handbook, index):
    make_course(handbook=handbook)

    assert client.get("/bg/courses/guide/").status_code == 404


def test_published_it_works(client, handbook, index):
    course, _added = make_course(handbook=handbook)
    publish(course)

    assert client.get("/bg/courses/guide/b/").status_code == 200


def test_chapters_that_are_drafts_are_taken_too_and_wait(client, handbook, index):
    ChapterPageFactory(parent=handbook, slug="d", live=False)
    course, added = make_course(handbook=handbook)
    publish(course)

    assert added == 4
    assert client.get("/bg/courses/guide/d/").status_code == 404


def test_a_slug_that_is_taken_gets_a_number(handbook, index):
    CoursePageFactory(parent=index, slug="guide")

    course, _added = make_course(handbook=handbook)

    assert course.slug == "guide-2"


def test_a_handbook_without_chapters_makes_an_empty_course(home, handbook, index):
    empty = HandbookPageFactory(parent=handbook.get_parent(), slug="empty")

    course, added = make_course(handbook=empty)

    assert added == 0
    assert course.lessons.count() == 0


def test_from_a_translation_the_course_of_the_original_is_made(home, handbook, index):
    translate(home, "en")
    translate(handbook.get_parent().specific, "en")
    english = translate(handbook, "en")

    course, added = make_course(handbook=english)

    assert (course.locale.language_code, course.handbook, added) == ("bg", handbook, 3)


def test_without_a_list_of_courses_nothing_is_made(handbook):
    with pytest.raises(NoCourseIndex):
        make_course(handbook=handbook)

    assert not CoursePage.objects.exists()


# The next runs


@pytest.fixture
def course(handbook, index):
    made, _added = make_course(handbook=handbook)
    return publish(made)


def test_a_second_run_adds_nothing(handbook, course):
    again, added = make_course(handbook=handbook)

    assert (again, added) == (course, 0)
    assert CoursePage.objects.count() == 1
    assert draft_lessons(course) == ["a", "b", "c"]


def test_a_second_run_adds_only_what_is_new_at_the_end(handbook, course):
    ChapterPageFactory(parent=handbook, slug="new")

    _course, added = make_course(handbook=handbook)

    assert added == 1
    assert draft_lessons(course) == ["a", "b", "c", "new"]


def test_a_new_chapter_in_the_middle_of_the_handbook_comes_last_too(handbook, course):
    new = ChapterPageFactory(parent=handbook, slug="new")
    Page.objects.get(pk=new.pk).move(Page.objects.get(slug="b", depth=5), pos="left")

    make_course(handbook=handbook)

    assert draft_lessons(course) == ["a", "b", "c", "new"]


def test_the_order_that_an_editor_gave_the_lessons_stays(handbook, course):
    for row, position in zip(course.lessons.order_by("sort_order"), (2, 0, 1), strict=True):
        row.sort_order = position
        row.save()
    CoursePage.objects.get(pk=course.pk).save_revision().publish()
    ChapterPageFactory(parent=handbook, slug="new")

    make_course(handbook=handbook)

    assert draft_lessons(course) == ["b", "c", "a", "new"]


def test_what_an_editor_wrote_into_the_course_stays(handbook, course):
    course.title = "Име от редактора"
    course.save_revision().publish()
    ChapterPageFactory(parent=handbook, slug="new")

    make_course(handbook=handbook)

    assert CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object().title == "Име от редактора"


def test_an_unpublished_draft_of_the_course_is_carried_on_not_thrown_away(handbook, course):
    course.title = "Чернова"
    course.save_revision()
    ChapterPageFactory(parent=handbook, slug="new")

    make_course(handbook=handbook)

    draft = CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object()
    assert draft.title == "Чернова"
    assert draft.lessons.count() == 4


def test_a_live_course_shows_new_lessons_only_once_it_is_published(client, handbook, course):
    ChapterPageFactory(parent=handbook, slug="new")
    make_course(handbook=handbook)
    assert Lesson.objects.filter(course=course).count() == 3
    assert client.get("/bg/courses/guide/new/").status_code == 404

    publish(course)

    assert Lesson.objects.filter(course=course).count() == 4


# In the admin


def address(handbook) -> str:
    return reverse("make_course", args=[handbook.pk])


def test_the_handbook_offers_it_and_asks_first(admin, handbook, index):
    assert address(handbook) in admin.get(reverse("wagtailadmin_pages:edit", args=[handbook.pk])).content.decode()

    response = admin.get(address(handbook))

    assert response.status_code == 200
    assert not CoursePage.objects.exists()


def test_chapters_and_other_pages_do_not_offer_it(admin, handbook, index):
    chapter = Page.objects.get(slug="a")

    assert "make-course" not in admin.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk])).content.decode()


def test_it_leads_to_the_editor_of_the_new_course(admin, handbook, index):
    response = admin.post(address(handbook), follow=True)

    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[CoursePage.objects.get().pk])
    assert response.status_code == 200
    assert "3" in str(next(iter(response.context["messages"])))


def test_a_second_time_it_says_that_there_is_nothing_new(admin, handbook, course):
    response = admin.post(address(handbook), follow=True)

    assert response.status_code == 200
    assert CoursePage.objects.count() == 1


def test_without_a_list_of_courses_it_says_what_to_make_first(admin, handbook):
    response = admin.post(address(handbook), follow=True)

    assert response.status_code == 200
    assert len(response.context["messages"]) == 1
    assert not CoursePage.objects.exists()


def test_editors_who_may_add_pages_may_make_a_course(editor, handbook, index):
    response = editor.post(address(handbook))

    assert response.status_code == 302
    assert CoursePage.objects.get().get_latest_revision().user == editor.user


def test_editors_who_may_edit_the_handbook_and_not_add_courses_may_not(editor, handbook, index):
    group = editor.user.groups.get()
    GroupPagePermission.objects.filter(group=group).delete()
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(group=group, page=handbook, permission=_permission(codename))

    assert address(handbook) not in editor.get(reverse("wagtailadmin_pages:edit", args=[handbook.pk])).content.decode()
    editor.post(address(handbook))

    assert not CoursePage.objects.exists()


def test_editors_who_may_not_edit_the_course_may_not_add_to_it(editor, handbook, course):
    ChapterPageFactory(parent=handbook, slug="new")
    group = editor.user.groups.get()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.create(group=group, page=handbook, permission=_permission("change_page"))

    editor.post(address(handbook))

    assert draft_lessons(course) == ["a", "b", "c"]


def test_somebody_who_is_not_logged_in_is_sent_to_the_log_in(client, handbook, index):
    assert client.post(address(handbook))["Location"].startswith("/admin/login/")
    assert not CoursePage.objects.exists()


def test_a_page_that_is_no_handbook_has_no_such_address(admin, home, index):
    assert admin.get(reverse("make_course", args=[index.pk])).status_code == 404
    assert isinstance(index, CourseIndexPage)


def _permission(codename: str):
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
