"""Everybody can use every page type: checked with axe-core, on narrow screens, with a thumb, and with the keyboard."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.demo_pages import CHAPTER, LANGUAGES, LESSON, PAGE_TYPES

pytestmark = pytest.mark.browser

# Beyond what axe-core checks by itself: targets of 24 px (WCAG 2.2), and the contrast of 7:1 that our look promises.
BOTH_SCHEMES = ["color-contrast", "color-contrast-enhanced"]
ALL_RULES = {"rules": {name: {"enabled": True} for name in (*BOTH_SCHEMES, "target-size")}}

# Of a radio button or check box, the whole line around it is the target.
THUMB = (
    ".top a, .top summary, .foot a, .end nav a, .btn, .pill, button, summary, .radio, .opt,"
    "input:not([type=radio]):not([type=checkbox])"
)
MEASURE = """() => {
    const visible = selectors => [...document.querySelectorAll(selectors)]
        .map(element => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
        .filter(([, box]) => box.height > 1);
    return {
        needs: document.documentElement.scrollWidth,
        beside: visible(".drop a").filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([html]) => html),
        spilling: [...document.querySelectorAll(".btn, .pill")].filter(e => e.scrollWidth > e.clientWidth)
            .map(element => element.outerHTML.slice(0, 90)),
        small: visible("THUMB").filter(([, box]) => box.height < 48).map(([html, box]) => html + " " + box.height),
    };
}""".replace("THUMB", THUMB)


def violations(page: Page, options: dict, part: str = "html") -> list[str]:
    """Return what axe-core finds in a part of the page, a line each."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([part, options]) => axe.run(part, {resultTypes: ['violations'], ...options})", [part, options]
    )
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def unfold(page: Page, which: str) -> None:
    """Open menus, answers, hints, transcripts."""
    page.evaluate("which => document.querySelectorAll(which).forEach(details => details.open = true)", which)


@pytest.mark.parametrize("path", PAGE_TYPES)
def test_axe_finds_nothing_in_light_and_dark(page, short_code, path):
    page.goto(path.format(code=short_code))
    unfold(page, "details:not(.drop)")
    assert violations(page, ALL_RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"runOnly": BOTH_SCHEMES}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_open_menus(page, language):
    # A menu covers what is below it, so it is looked at by itself.
    page.goto(f"/{language}/")
    unfold(page, ".drop")
    assert violations(page, ALL_RULES, ".top") == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"runOnly": BOTH_SCHEMES}, ".top") == []


def test_axe_finds_nothing_where_a_case_ends(page):
    page.goto(LESSON)
    for node in page.locator(".node:not(.start)").all():
        page.goto(f"{LESSON}#{node.get_attribute('id')}")
        expect(node).to_be_visible()
        # The bar at the bottom covers whatever has been scrolled there.
        page.locator(".foot").evaluate_all("bars => bars.forEach(bar => bar.remove())")
        assert violations(page, ALL_RULES) == []


@pytest.fixture(scope="module")
def measured(chromium, demo_site, short_code):
    """Every page type with everything unfolded, by address and width of the screen."""
    page = chromium.new_page(base_url=demo_site.address)
    found = {}
    for path in PAGE_TYPES:
        page.goto(path.format(code=short_code))
        unfold(page, "details")
        for width in (320, 360, 412, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            found[path, width] = page.evaluate(MEASURE)
    page.close()
    return found


class TestOnScreensOfAllWidths:
    def test_no_page_scrolls_sideways(self, measured):
        assert {place: m["needs"] for place, m in measured.items() if m["needs"] > place[1]} == {}

    def test_open_menus_stand_on_the_screen(self, measured):
        assert {place: m["beside"] for place, m in measured.items() if m["beside"]} == {}

    def test_the_words_on_buttons_stay_inside(self, measured):
        assert {place: m["spilling"] for place, m in measured.items() if m["spilling"]} == {}

    def test_a_thumb_hits_menus_and_buttons(self, measured):
        assert {place: m["small"] for place, m in measured.items() if m["small"]} == {}


def test_the_bottom_bar_leaves_the_text_readable_at_400_percent_zoom(page):
    # 1280 × 1024 pixels, four times enlarged (WCAG 1.4.10).
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(LESSON)
    assert page.locator(".foot").bounding_box()["height"] < 256 / 3


class TestWithTheKeyboardAlone:
    """Without scripts too, as all of it has to work."""

    @pytest.fixture
    def page(self, new_context):
        page = new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False).new_page()
        page.goto(LESSON)
        return page

    def press_until(self, page, key, target, at_most=200):
        """Press a key until an element has the focus."""
        for _time in range(at_most):
            page.keyboard.press(key)
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"{target} can't be reached")

    def test_the_first_key_shows_the_way_past_the_menus(self, page):
        skip = page.locator(".skip")
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        assert skip.bounding_box()["height"] > 24
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1

    def test_the_language_menu_opens_and_leads_to_the_same_lesson(self, page):
        self.press_until(page, "Tab", page.locator(".langs summary"))
        page.keyboard.press("Enter")
        english = page.locator(".langs a[hreflang=en]")
        expect(english).to_be_visible()
        self.press_until(page, "Tab", english, at_most=5)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/en/courses/common-cases/school/$"))

    def test_a_question_shows_its_answer(self, page):
        page.goto(CHAPTER)
        answer = page.locator("details.answer").first
        expect(answer.locator(".good").first).to_be_hidden()
        self.press_until(page, "Tab", answer.locator("summary"))
        page.keyboard.press("Enter")
        expect(answer.locator(".good").first).to_be_visible()

    def test_a_case_is_walked_to_its_end_one_place_at_a_time(self, page):
        case = page.locator(".case").first
        places = case.locator(".node:visible")
        expect(places).to_have_class(re.compile("start"))
        self.press_until(page, "Tab", places.locator("a.opt").first)
        for _step in range(10):
            page.keyboard.press("Enter")
            expect(places).to_have_count(1)
            expect(places).not_to_have_class(re.compile("start"))
            if places.locator(".lesson").count():
                break
            # The focus has come along: the next way is the next stop.
            page.keyboard.press("Tab")
            expect(places.locator("a.opt").first).to_be_focused()
        expect(places.locator(".lesson")).to_be_visible()

    def test_the_bottom_bar_leads_to_the_next_lesson(self, page):
        forward = page.locator(".foot [rel=next]")
        target = forward.get_attribute("href")
        self.press_until(page, "Tab", forward)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{target}$"))

    def test_what_has_the_focus_is_outlined(self, page):
        self.press_until(page, "Tab", page.locator("a.logo"))
        style = page.locator("a.logo").evaluate("element => getComputedStyle(element).outlineStyle")
        assert style == "solid"
