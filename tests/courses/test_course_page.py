"""A course as readers see it, and as its editor does before it is published."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.projects.models import Topic
from courses.models import CoursePage, Lesson
from tests.factories import ChapterPageFactory, CoursePageFactory, picture, rich, stream
from tests.factories.libraries import library_in


@pytest.fixture
def page(client):
    def get(address: str = "/bg/courses/course/") -> str:
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return get


# For readers


def test_the_lessons_stand_in_order_with_their_addresses(page, books):
    html = page()

    assert html.index('href="/bg/courses/course/first/"') < html.index('href="/bg/courses/course/second/"')


def test_one_button_leads_to_the_first_lesson(page, books):
    assert '<a class="btn" href="/bg/courses/course/first/">' in page()


def test_outcomes_are_a_list_of_what_stands_on_each_line(page, books, committed):
    with committed():
        books.course.outcomes = "Питате\n\n  Разбирате писмо \n"
        books.course.save_revision().publish()

    assert books.course.outcome_list == ["Питате", "Разбирате писмо"]
    assert "<li>Питате</li><li>Разбирате писмо</li>" in page()


def test_certified_hours_audience_and_topics_are_shown(page, books, locale, committed):
    with committed():
        books.course.certified_hours = 12
        books.course.for_whom = "За медиатори"
        books.course.topics = [Topic.objects.create(name="Здраве", locale=locale("bg"))]
        books.course.save_revision().publish()

    html = page()

    assert "12" in html
    assert "За медиатори" in html
    assert "Здраве" in html


def test_programs_read_what_the_course_is(page, books):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page())[1])

    assert (data["@type"], data["name"], data["inLanguage"]) == ("Course", books.course.title, "bg")
    assert [lesson["name"] for lesson in data["syllabusSections"]] == [chapter.title for chapter in books.chapters]
    assert data["provider"]["name"]
    assert data["hasCourseInstance"]["courseMode"] == "Online"


def test_topics_are_named_in_the_readers_language(page, books, locale, committed):
    health = Topic.objects.create(name="Здраве", locale=locale("bg"))
    Topic.objects.create(name="Health", locale=locale("en"), translation_key=health.translation_key)
    with committed():
        books.course.topics = [health]
        books.course.save_revision().publish()
        library_in("en", books)

    assert "Health" in page("/en/courses/course/")
    assert "Здраве" not in page("/en/courses/course/")


def test_a_course_without_lessons_in_a_language_says_so_and_has_no_button(page, books):
    english = library_in("en", books, "first")
    Page.objects.get(pk=english.chapters[0].pk).unpublish()

    html = page("/en/courses/course/")

    assert "No lesson of this course exists in this language yet." in html
    assert 'class="btn"' not in html.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_list_of_courses_shows_live_courses_with_their_pictures(page, books):
    CoursePageFactory(parent=books.courses, title="Чернова", live=False)
    CoursePageFactory(parent=books.courses, title="Готов", picture=picture("a.png", (40, 30)), picture_alt="Мост")

    html = page("/bg/courses/")

    assert "Готов" in html
    assert 'alt="Мост"' in html
    assert "Чернова" not in html


# For editors


def form_data(course: CoursePage, chapters: list, **fields) -> dict:
    """Return what the page editor sends for a course with these chapters as its lessons."""
    rows = [
        {"id": str(lesson.pk) if lesson else "", "chapter": str(chapter.pk)}
        for chapter in chapters
        for lesson in [Lesson.objects.filter(course=course, chapter=chapter).first()]
    ]
    values = {
        "title": course.title,
        "slug": course.slug,
        "seo_title": "",
        "search_description": "",
        "summary": "",
        "for_whom": "",
        "outcomes": "",
        "certified_hours": "",
        "check_questions": "10",
        "pass_mark": "80",
        "attendance_needed": "80",
        "picture": "",
        "picture_alt": "",
        "project": "",
        "lessons": inline_formset(rows, initial=sum(bool(row["id"]) for row in rows)),
        "comments": inline_formset([]),
    }
    return nested_form_data(values | fields)


@pytest.fixture
def preview(admin, books):
    """Return what the editor's preview shows of an unsaved course in one of its modes."""

    def show(chapters: list, mode: str, **fields):
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[books.course.pk])
        sent = admin.post(address, form_data(books.course, chapters, **fields))
        assert sent.json()["is_valid"], sent.json()
        return admin.get(address, {"mode": mode})

    return show


def test_the_preview_has_a_mode_for_the_course_and_one_for_each_lesson(books):
    assert [mode for mode, _label in books.course.preview_modes] == ["", "first", "second"]
    assert [label for _mode, label in books.course.preview_modes][1:] == ["1. First", "2. Second"]


def test_the_preview_of_a_lesson_shows_its_text(preview, books):
    response = preview(books.chapters, "second")

    assert response.status_code == 200
    assert "Текст на second." in response.content.decode()


def test_the_preview_of_the_course_shows_what_was_typed(preview, books):
    html = preview(books.chapters, "", title="Друго име", outcomes="Умеете").content.decode()

    assert "Друго име" in html
    assert "<li>Умеете</li>" in html


def test_the_preview_shows_an_order_of_lessons_that_was_only_typed_yet(preview, books, client):
    client.get("/bg/courses/course/")
    first, second = books.chapters

    html = preview([second, first], "").content.decode()
    assert html.index("Second") < html.index("First")

    html = preview([second, first], "second").content.decode()
    assert 'rel="prev"' not in html
    assert 'rel="next"' in html


def test_the_preview_shows_a_lesson_that_was_only_typed_yet(preview, books):
    third = ChapterPageFactory(parent=books.handbook, title="Third", slug="third", body=stream(rich("Нов урок.")))

    assert "Нов урок." in preview([*books.chapters, third], "third").content.decode()


def test_the_preview_of_a_course_that_is_a_draft_works(admin, books):
    draft = CoursePageFactory(parent=books.courses, slug="draft", live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    admin.post(address, form_data(draft, books.chapters))

    for mode, text in (("", "First"), ("first", "Текст на first.")):
        response = admin.get(address, {"mode": mode})
        assert response.status_code == 200
        assert text in response.content.decode()


def test_a_preview_mode_that_is_no_lesson_shows_an_error_page_and_not_a_crash(preview, books):
    assert preview(books.chapters, "nothing").status_code in (400, 404)


def test_what_a_preview_shows_is_kept_for_nobody(preview, books, client):
    preview([books.chapters[1]], "", title="Тайно")

    assert "Тайно" not in client.get("/bg/courses/course/").content.decode()
    assert "First" in client.get("/bg/courses/course/").content.decode()


def test_a_saved_draft_can_be_viewed_with_its_lessons(admin, books):
    books.course.lessons = [Lesson(chapter=books.chapters[1], sort_order=0)]
    books.course.title = "Чернова"
    books.course.save_revision()

    html = admin.get(reverse("wagtailadmin_pages:view_draft", args=[books.course.pk])).content.decode()

    assert "Чернова" in html
    assert "First" not in html.split("<main", 1)[1]


def test_saving_and_publishing_in_the_page_editor_sets_the_lessons(admin, books, committed):
    first, second = books.chapters
    data = form_data(books.course, [second, first]) | {"action-publish": "1"}

    with committed():
        response = admin.post(reverse("wagtailadmin_pages:edit", args=[books.course.pk]), data)

    assert response.status_code == 302
    saved = CoursePage.objects.get(pk=books.course.pk)
    assert [lesson.chapter for lesson in saved.lessons.order_by("sort_order")] == [second, first]


def test_two_lessons_exchange_their_chapters(admin, books, committed):
    first, second = books.chapters
    data = form_data(books.course, [first, second]) | {"action-publish": "1"}
    data |= {"lessons-0-chapter": str(second.pk), "lessons-1-chapter": str(first.pk)}

    with committed():
        response = admin.post(reverse("wagtailadmin_pages:edit", args=[books.course.pk]), data)

    assert response.status_code == 302
    saved = CoursePage.objects.get(pk=books.course.pk)
    assert [lesson.chapter for lesson in saved.lessons.order_by("sort_order")] == [second, first]


def test_choosing_a_chapter_twice_is_refused_at_the_form(admin, books, committed):
    first, second = books.chapters
    data = form_data(books.course, [first, second]) | {"action-publish": "1"}
    data |= {"lessons-1-chapter": str(first.pk)}

    with committed():
        response = admin.post(reverse("wagtailadmin_pages:edit", args=[books.course.pk]), data)

    assert response.status_code == 200
    assert [lesson.chapter for lesson in CoursePage.objects.get(pk=books.course.pk).lessons.all()] == [first, second]


def test_a_chapter_that_is_a_lesson_cannot_be_deleted_by_mistake(admin, books):
    ReferenceIndex.create_or_update_for_object(books.course)
    address = reverse("wagtailadmin_pages:delete", args=[books.chapters[0].pk])

    assert admin.get(address).status_code == 200
    admin.post(address)

    assert Page.objects.filter(pk=books.chapters[0].pk).exists()


def test_a_course_can_be_deleted_and_leaves_its_chapters(admin, books, committed, client):
    with committed():
        admin.post(reverse("wagtailadmin_pages:delete", args=[books.course.pk]))

    assert not CoursePage.objects.filter(pk=books.course.pk).exists()
    assert client.get("/bg/handbooks/guide/first/").status_code == 200


def test_a_course_has_no_pages_below_it(books):
    assert not CoursePage.allowed_subpage_models()
    with pytest.raises(ValidationError):
        Lesson(course=books.course, chapter=books.chapters[0]).full_clean()
