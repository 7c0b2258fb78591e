"""The admin as an editor sees it: Bulgarian, under its own policy, with nothing that the browser refuses."""

import re

import pytest
from playwright.sync_api import expect

from cms.demo import files
from cms.demo.logins import LOGINS
from tests.browser.steps import press

pytestmark = pytest.mark.browser

EDITOR = next(login for login in LOGINS if login.what == "content editor")
CHAPTER = "handbooks/common-cases/school"
COURSE = "courses/common-cases"


@pytest.fixture
def editor(new_context):
    """The browser of the demo's content editor, logged in; whatever it complains of or refuses fails the test."""
    page = new_context(viewport={"width": 1400, "height": 900}).new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/admin/")
    page.locator("[name=username]").fill(EDITOR.email)
    page.locator("[name=password]").fill(EDITOR.password)
    press(page.locator("[type=submit]"))
    expect(page).to_have_url(re.compile("/admin/$"))
    yield page
    page.wait_for_load_state("networkidle")
    assert complaints == []


def edit(editor, language, path):
    """Open a page for editing, from the bar that editors see on it."""
    editor.goto(f"/{language}/{path}/")
    editor.goto(editor.locator("wagtail-userbar a[href$='/edit/']").get_attribute("href"))
    editor.wait_for_load_state("networkidle")


def preview(editor):
    """Open the preview beside the form and return what it shows."""
    editor.get_by_label("Покажи или скрий прегледа").click()
    return editor.frame_locator("#w-preview-iframe")


class TestTheLanguage:
    def test_the_menu_is_bulgarian(self, editor):
        expect(editor.locator("html")).to_have_attribute("lang", "bg")
        for name in ("Страници", "Изображения", "Документи", "Справки"):
            expect(editor.locator(".sidebar").get_by_text(name, exact=True).first).to_be_visible()

    def test_the_form_of_a_chapter_is_bulgarian(self, editor):
        edit(editor, "bg", CHAPTER)
        for name in ("Резюме", "Изображение", "Текст"):
            expect(editor.get_by_role("heading", name=name, exact=True).first).to_be_visible()
        expect(editor.get_by_role("button", name="Запази като чернова").first).to_be_visible()

    def test_the_log_in_is_bulgarian(self, page):
        page.goto("/admin/login/")
        expect(page.locator("html")).to_have_attribute("lang", "bg")

    def test_it_carries_the_products_name(self, editor):
        expect(editor).to_have_title("Работно табло - Mostik")


class TestThePolicy:
    def test_is_the_admins_own(self, editor):
        policy = editor.goto("/admin/").headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self' 'unsafe-inline'" in policy

    def test_stays_strict_on_public_pages_for_editors_too(self, editor):
        response = editor.goto(f"/bg/{CHAPTER}/")
        assert "unsafe" not in response.headers["content-security-policy"]
        assert response.headers["cache-control"] == "private, no-store"
        expect(editor.locator("wagtail-userbar")).to_have_count(1)

    @pytest.mark.parametrize(
        "path",
        ["", "pages/", "images/", "images/add/", "media/", "documents/", "snippets/", "reports/site-history/"],
    )
    def test_lets_the_page_work(self, editor, path):
        assert editor.goto(f"/admin/{path}").ok
        editor.wait_for_load_state("networkidle")

    @pytest.mark.parametrize("path", [CHAPTER, COURSE, "projects/capacity-building", "about"])
    def test_lets_the_page_editor_work(self, editor, path):
        edit(editor, "bg", path)
        expect(editor.locator("#id_title")).to_have_value(files.page("bg", path)["title"])

    def test_lets_pictures_be_chosen(self, editor):
        edit(editor, "bg", CHAPTER)
        editor.locator("#id_picture-chooser").get_by_label("Действия").click()
        editor.get_by_role("button", name="Смени изображението").click()
        editor.locator(".modal-dialog").get_by_role("link", name="work.svg").click()
        expect(editor.locator("#id_picture-title")).to_have_text("work.svg")

    def test_lets_translations_be_edited(self, editor):
        edit(editor, "en", CHAPTER)
        expect(editor.get_by_text(files.page("bg", CHAPTER)["summary"].strip()).first).to_be_visible()
        expect(editor.get_by_text(files.page("en", CHAPTER)["summary"].strip()).first).to_be_visible()


@pytest.mark.long
class TestThePreview:
    def test_shows_a_chapter_as_it_is_being_written(self, editor):
        edit(editor, "bg", CHAPTER)
        shown = preview(editor)
        expect(shown.locator("h1")).to_have_text(files.page("bg", CHAPTER)["title"])
        editor.locator("#id_title").fill("Още не е записано")
        expect(shown.locator("h1")).to_have_text("Още не е записано")
        expect(shown.locator(".case")).to_have_count(1)

    def test_shows_each_lesson_of_a_course(self, editor):
        edit(editor, "bg", COURSE)
        shown = preview(editor)
        expect(shown.locator(".contents")).to_be_visible()
        editor.locator("#id_preview_mode").select_option("school")
        expect(shown.locator("h1")).to_have_text(files.page("bg", CHAPTER)["title"])
        expect(shown.locator(".way .now")).to_have_count(1)

    def test_looks_like_the_page(self, editor):
        edit(editor, "bg", CHAPTER)
        expect(preview(editor).locator("body")).to_have_css("background-color", "rgb(255, 253, 248)")
