"""The web package in Chromium, opened from a folder, without any server."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cms.core.exercises.marking import MOST_TRIES
from tests.browser.test_accessibility import ALL_RULES, BOTH_SCHEMES, MEASURE, unfold, violations

pytestmark = [pytest.mark.browser, pytest.mark.long]

LANGUAGES = ("bg", "bg-simple", "ar-simple", "uk-simple")
PHONE = {"viewport": {"width": 360, "height": 740}}
WRITE = """
import json
from django.conf import settings
from handbooks.models import HandbookPage
from handbooks.publishing.book import read_book
from handbooks.publishing.formats import all_formats
key = HandbookPage.objects.filter(slug="common-cases").first().translation_key
for language in {languages}:
    with open(f"{folder}/{{language}}.zip", "wb") as file:
        all_formats()["web"].write(read_book(key, language), file, lambda share: None)
print(json.dumps(True))
"""
# A chapter with a question, an open one and a case; which of the first question's options is right is in the page.
LESSON = 3
# Typed without vowel signs, in another case, with another form of the letter; what is read in the text; part of it.
SEARCHES = [("bg", "УЧИЛИЩЕ", "училище"), ("ar-simple", "مدرسه", "مدرسة"), ("uk-simple", "ШКОЛІ", "школ")]


@pytest.fixture(scope="module")
def folders(demo_site, tmp_path_factory) -> Path:
    """The demo's handbook in several languages, a folder each, as somebody has unpacked it."""
    folder = tmp_path_factory.mktemp("packages")
    assert demo_site.run(WRITE.format(folder=folder, languages=LANGUAGES))
    for language in LANGUAGES:
        with ZipFile(folder / f"{language}.zip") as file:
            file.extractall(folder / language)
    return folder


@pytest.fixture
def open_package(chromium: Browser, folders: Path):
    """Return a function that opens a page of a package as somebody new; other arguments are Playwright's.

    Whatever a page asks of the network fails the test, and what its scripts complain of.
    """
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(language: str, name: str = "index.html", **options) -> Page:
        context = chromium.new_context(**PHONE | options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith("http") and trouble.append(request.url))
        page.on("console", lambda message: message.type == "error" and trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto((folders / language / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def lesson(open_package) -> Callable[..., Page]:
    return lambda language="bg", **options: open_package(language, f"chapters/{LESSON}.html", **options)


def question(page: Page):
    return page.locator("[data-choice]").first


def right_places(page: Page) -> list[int]:
    classes = question(page).locator(".answer li").evaluate_all("items => items.map(item => item.className)")
    return [place for place, name in enumerate(classes) if name == "good"]


def answer(page: Page, *places: int) -> None:
    for place in places:
        question(page).locator("label.opt").nth(place).click()
    question(page).locator("button").click()


def wrong_place(page: Page) -> int:
    return next(place for place in range(4) if place not in right_places(page))


def look_at(page: Page, part: str = "html") -> None:
    """Look with axe-core, in light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        options = ALL_RULES if scheme == "light" else {"runOnly": BOTH_SCHEMES}
        # Style sheets can't be read anew by a script from a folder.
        assert violations(page, {**options, "preload": False}, part) == []


class TestAnswering:
    def test_nothing_is_shown_before_it_is_answered(self, lesson):
        page = lesson()

        expect(question(page).locator(".answer")).to_be_hidden()
        expect(question(page).locator("button")).to_be_visible()

    def test_a_right_answer_is_told_with_the_explanation_and_has_the_focus(self, lesson):
        page = lesson()

        answer(page, *right_places(page))

        said = question(page).locator(".said")
        expect(said).to_be_focused()
        expect(said).to_have_class(re.compile("good"))
        expect(question(page).locator(".answer .good .tag")).to_be_visible()
        expect(question(page).locator("form")).to_have_count(0)

    def test_a_wrong_answer_shows_what_to_think_of_and_a_hint_and_may_be_tried_again(self, lesson):
        page = lesson()
        wrong = wrong_place(page)
        label = question(page).locator("label.opt span").nth(wrong).inner_text()

        answer(page, wrong)

        expect(question(page).locator(".said")).to_contain_text(label)
        expect(question(page).locator(".hint").first).to_have_attribute("open", "")
        expect(question(page).locator(".answer")).to_be_hidden()
        expect(question(page).locator("input:checked")).to_have_count(0)
        answer(page, *right_places(page))
        expect(question(page).locator(".said")).to_have_class(re.compile("good"))

    def test_after_the_last_try_the_answer_is_shown(self, lesson):
        page = lesson()

        for _time in range(MOST_TRIES):
            answer(page, wrong_place(page))

        expect(question(page).locator(".answer li.good").first).to_be_visible()
        expect(question(page).locator(".said")).not_to_have_class(re.compile("good|bad"))

    def test_checking_nothing_asks_for_an_answer(self, lesson):
        page = lesson()

        question(page).locator("button").click()

        expect(question(page).locator(".said.bad")).to_be_focused()
        expect(question(page).locator("form")).to_be_visible()

    def test_a_reload_keeps_everything(self, lesson):
        page = lesson()
        answer(page, wrong_place(page))
        page.locator("[data-open] textarea").first.fill("Моят | 100% отговор\nи още")
        page.locator("[data-open] button").first.click()

        page.reload()

        expect(question(page).locator(".said.bad")).to_be_visible()
        expect(page.locator("[data-open] textarea").first).to_have_value("Моят | 100% отговор\nи още")
        answer(page, *right_places(page))
        page.reload()
        expect(question(page).locator(".said.good")).to_be_visible()

    def test_another_language_knows_the_answer(self, lesson, folders):
        page = lesson("bg-simple")
        answer(page, *right_places(page))

        page.goto((folders / "ar-simple" / f"chapters/{LESSON}.html").as_uri())

        expect(question(page).locator(".said.good")).to_be_visible()

    def test_a_browser_that_keeps_nothing_lets_answer_all_the_same(self, lesson):
        page = lesson()
        page.context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
        )
        page.reload()

        answer(page, *right_places(page))
        page.locator("[data-open] textarea").first.fill("Да")
        page.locator("[data-open] button").first.click()

        expect(question(page).locator(".said.good")).to_be_visible()
        expect(page.locator("[data-open] .said").first).not_to_have_class(re.compile("good"))

    def test_the_keyboard_alone_is_enough(self, lesson):
        page = lesson()
        question(page).locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")

        expect(question(page).locator(".said")).to_be_focused()


class TestCases:
    def test_a_case_is_walked_to_its_end_which_is_kept(self, lesson):
        page = lesson()
        case = page.locator("[data-case]").first
        for _step in range(10):
            if case.locator(".node:visible .lesson").count():
                break
            case.locator(".node:visible a.opt").first.click()
            expect(case.locator(".node:visible")).to_have_count(1)

        expect(case.locator(".node:visible [data-ending]")).to_be_visible()
        page.reload()
        expect(case.locator("[data-ending]:not([hidden])")).to_have_count(1)


class TestTheEnd:
    def test_what_is_open_is_shown_and_then_the_chapter_is_finished(self, lesson, folders):
        page = lesson()
        page.locator("#finish button").click()
        expect(page.locator("#finish a")).to_have_attribute("href", re.compile("^#b-"))

        self.answer_everything(page)

        expect(page.locator("#finish .said.good")).to_be_visible()
        page.goto((folders / "bg" / "index.html").as_uri())
        expect(page.locator("[data-finished]:visible")).to_have_count(1)

    def test_answers_can_be_deleted(self, lesson, folders):
        page = lesson()
        page.locator("#finish button").click()
        self.answer_everything(page)
        page.goto((folders / "bg" / "index.html").as_uri())

        page.locator("#kept button").click()

        expect(page.locator("[data-finished]:visible")).to_have_count(0)
        expect(page.locator("#kept")).to_be_hidden()
        assert page.evaluate("localStorage.length") == 0

    def answer_everything(self, page: Page) -> None:
        for one in page.locator("[data-choice]").all():
            while one.locator("form").count():
                one.locator("label.opt").first.click()
                one.locator("button").click()
        for one in page.locator("[data-open]").all():
            one.locator("textarea").fill("Да")
            one.locator("button").click()
        for case in page.locator("[data-case]").all():
            ending = case.locator(".node:has([data-ending])").first.get_attribute("id")
            page.evaluate("id => { location.hash = id; }", ending)


class TestSearching:
    @pytest.mark.parametrize(("language", "query", "shown"), SEARCHES)
    def test_words_are_found_however_they_are_written(self, open_package, language, query, shown):
        page = open_package(language)

        page.locator("#q").fill(query)
        page.keyboard.press("Enter")

        expect(page.locator("#hits mark").first).to_contain_text(re.compile(shown, re.IGNORECASE))
        assert page.locator("#hits li").count() > 1

    def test_a_result_leads_to_its_passage_and_back_to_the_list(self, open_package):
        page = open_package("bg")
        page.locator("#q").fill("училище закуска")
        page.keyboard.press("Enter")
        page.locator("#q").fill("училището")
        page.keyboard.press("Enter")
        link = page.locator("#hits a").nth(1)
        target = link.get_attribute("href")

        link.click()

        assert page.url.endswith(target)
        expect(page.locator(":target")).to_be_visible()
        page.go_back()
        expect(page.locator("#q")).to_have_value("училището")
        expect(page.locator("#hits a").nth(1)).to_have_attribute("href", target)

    def test_another_form_of_the_word_is_found(self, open_package):
        page = open_package("bg")
        page.locator("#q").fill("училищни")
        page.keyboard.press("Enter")

        expect(page.locator("#hits li").first).to_be_visible()

    def test_what_is_not_there_is_said(self, open_package):
        page = open_package("bg")
        page.locator("#q").fill("жжжжж")
        page.keyboard.press("Enter")

        expect(page.locator("#found")).not_to_be_empty()
        expect(page.locator("#hits li")).to_have_count(0)

    def test_what_is_typed_is_text_and_nothing_else(self, open_package):
        page = open_package("bg")
        page.locator("#q").fill("<img src=x> (училище")
        page.keyboard.press("Enter")
        expect(page.locator("#found")).not_to_be_empty()
        assert page.locator("#found img, #hits img").count() == 0


class TestWithoutJavaScript:
    def test_answers_open_and_nothing_is_offered_that_would_not_work(self, lesson):
        page = lesson(java_script_enabled=False)

        expect(page.locator("button:visible")).to_have_count(0)
        question(page).locator(".answer summary").click()
        expect(question(page).locator(".answer .good").first).to_be_visible()

    def test_a_case_is_walked(self, lesson):
        page = lesson(java_script_enabled=False)
        case = page.locator("[data-case]").first

        case.locator(".node:visible a.opt").first.click()

        expect(case.locator(".node:visible")).to_have_count(1)
        expect(case.locator(".node:visible")).not_to_have_class(re.compile("start"))

    def test_the_contents_offer_no_search(self, open_package):
        page = open_package("bg", java_script_enabled=False)

        expect(page.locator("#q")).to_be_hidden()
        expect(page.locator(".contents a").first).to_be_visible()


class TestEverybody:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_axe_finds_nothing_in_the_contents_and_their_search(self, open_package, language):
        page = open_package(language)
        page.locator("#q").fill(page.locator(".contents a").first.inner_text())
        page.keyboard.press("Enter")
        expect(page.locator("#hits li").first).to_be_visible()
        look_at(page)

    @pytest.mark.parametrize("language", ["bg", "ar-simple"])
    def test_axe_finds_nothing_in_any_state_of_a_question(self, lesson, language):
        page = lesson(language)
        # The bar at the bottom covers whatever has been scrolled there.
        page.locator(".foot").evaluate_all("bars => bars.forEach(bar => bar.remove())")
        unfold(page, "details:not([hidden])")
        look_at(page)
        for _time in range(MOST_TRIES):
            answer(page, wrong_place(page))
            look_at(page, "[data-choice]")
        page.locator("#finish button").click()
        look_at(page, "#finish")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_narrow_screens_show_everything_and_a_thumb_hits_it(self, open_package, language):
        for name in ("index.html", f"chapters/{LESSON}.html"):
            page = open_package(language, name)
            for width in (320, 360, 1280):
                page.set_viewport_size({"width": width, "height": 740})
                measured = page.evaluate(MEASURE)
                assert measured["needs"] <= width, (name, width)
                assert measured["spilling"] == [], (name, width)
                assert measured["small"] == [], (name, width)

    def test_arabic_stands_from_right_to_left(self, lesson):
        page = lesson("ar-simple")

        assert page.locator("h1").evaluate("heading => getComputedStyle(heading).direction") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
