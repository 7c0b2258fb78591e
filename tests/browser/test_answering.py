"""Answering on a phone: without a reload, on a bad network, by keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo import files
from courses.practice.states import MOST_TRIES
from tests.browser.steps import press
from tests.browser.test_accessibility import ALL_RULES, BOTH_SCHEMES, violations
from tests.demo_pages import LANGUAGES

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
LESSON = "/{}/courses/common-cases/school/"
KILOBYTE = 1024


@pytest.fixture(params=LANGUAGES)
def lesson(request) -> str:
    return LESSON.format(request.param)


def question(page: Page):
    return page.locator(".b-choice_question").first


def said(page: Page):
    return question(page).locator(".said:visible")


def answer(page: Page, option: int) -> None:
    question(page).locator("label.opt").nth(option).click()
    question(page).locator("button").click()


@pytest.fixture
def page(new_context):
    return new_context(**PHONE).new_page()


def test_an_answer_comes_without_a_reload_and_has_the_focus(page, lesson):
    page.goto(lesson)
    page.evaluate("window.same = true")

    answer(page, 0)

    expect(said(page).first).to_be_focused()
    assert page.evaluate("window.same")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["learner"]


def test_axe_finds_nothing_in_any_state_of_a_question(page, lesson):
    page.goto(lesson)
    for number in range(MOST_TRIES):
        answer(page, 0)
        expect(said(page).first).to_be_visible()
        if number < MOST_TRIES - 1:
            expect(question(page).locator("input[name=number]")).to_have_value(str(number + 2))
        else:
            expect(question(page).locator("form")).to_have_count(0)
        look_at(page, ".b-choice_question")
    press(page.locator("#finish button"))
    expect(page.locator("#finish button")).to_have_count(0)
    assert violations(page, ALL_RULES, "#finish") == []


@pytest.mark.long
def test_axe_finds_nothing_in_what_is_answered_right_or_kept(page, lesson):
    page.goto(lesson)
    hint = question(page).locator("a[href*=hint]")
    hint.click()
    expect(question(page).locator(".hint")).to_have_count(1)
    look_at(page, ".b-choice_question")
    answer(page, right_option(lesson.split("/")[1]))
    expect(said(page).first).to_have_class(re.compile("good"))
    page.locator(".b-open_question textarea").fill("112")
    page.locator(".b-open_question button").click()
    expect(page.locator(".b-open_question .said.good")).to_be_visible()
    ending = page.locator(".b-case .node:has(form)").first.get_attribute("id")
    page.goto(f"{lesson}#{ending}")
    page.locator(f"#{ending} button").click()
    expect(page.locator(f"#{ending} .said.good")).to_be_visible()
    # The bar at the bottom covers whatever has been scrolled there.
    page.locator(".foot").evaluate_all("bars => bars.forEach(bar => bar.remove())")
    for part in (".b-choice_question", ".b-open_question", ".b-case"):
        look_at(page, part)


def look_at(page: Page, part: str) -> None:
    """Check a part of a page with axe-core in light and dark."""
    page.emulate_media(color_scheme="light")
    assert violations(page, ALL_RULES, part) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"runOnly": BOTH_SCHEMES}, part) == []


def right_option(language: str) -> int:
    """Return the place of the right option of the lesson's first question."""
    items = files.page(language, "handbooks/common-cases/school")["body"]
    options = next(item["options"] for item in items if "question" in item)
    return next(place for place, option in enumerate(options) if option.get("right"))


def test_axe_finds_nothing_on_the_pages_about_learning(page, lesson):
    language = lesson.split("/")[1]
    page.goto(f"/{language}/learning/")
    assert violations(page, ALL_RULES) == []
    page.goto(f"{lesson}#finish")
    press(page.locator("#finish button"))
    expect(page.locator("#finish button")).to_have_count(0)
    page.goto(f"/{language}/learning/")
    assert violations(page, ALL_RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    press(page.locator("form[action$='code/'] button"))
    assert violations(page, ALL_RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(f"/{language}/learning/resume/")
    assert violations(page, ALL_RULES) == []
    page.locator("#code").fill("1234")
    page.locator("[name=mine]").first.check()
    press(page.locator("main form button"))
    expect(page.locator("[role=alert]")).to_be_visible()
    assert violations(page, ALL_RULES) == []
    page.goto(f"/{language}/learning/delete/")
    assert violations(page, ALL_RULES) == []
    press(page.locator("form[action$='/delete/go/'] button"))
    expect(page.locator("[role=status]")).to_be_visible()
    assert violations(page, ALL_RULES) == []


def test_without_a_network_nothing_is_lost_and_it_can_be_sent_again(page):
    page.goto(LESSON.format("bg"))
    page.context.set_offline(True)
    answer(page, 0)
    expect(question(page).locator("#not-sent")).to_be_visible()
    expect(question(page).locator("input[name=option]").first).to_be_checked()

    page.context.set_offline(False)
    question(page).locator("button").click()

    expect(said(page).first).to_be_focused()


def test_an_answer_whose_reply_was_lost_counts_once(page):
    page.goto(LESSON.format("bg"))
    page.route("**/learning/answer/**", lambda route: (route.fetch(), route.abort()))
    answer(page, 0)
    expect(question(page).locator("#not-sent")).to_be_visible()
    page.unroute("**/learning/answer/**")

    question(page).locator("button").click()

    expect(question(page).locator("input[name=number]")).to_have_value("2")


def test_what_is_no_part_of_a_lesson_is_shown_as_a_page(page):
    page.goto(LESSON.format("bg"))
    refused = {"status": 400, "content_type": "text/html", "body": "<h1>Cookies refused</h1>"}
    page.route("**/learning/answer/**", lambda route: route.fulfill(**refused))

    answer(page, 0)

    expect(page.locator("h1")).to_have_text("Cookies refused")


@pytest.mark.parametrize("script", [True, False])
def test_a_lesson_can_be_learned_with_the_keyboard_alone(new_context, script):
    page = new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=script).new_page()
    page.goto(LESSON.format("bg"))
    question(page).locator("input[name=option]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said(page).first).to_be_visible()
    page.locator("#finish button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#finish a").first).to_be_visible()


def test_a_learners_lesson_is_lighter_than_twenty_kilobytes(new_context):
    page = new_context(**PHONE).new_page()
    page.goto(LESSON.format("bg"))
    answer(page, 0)
    expect(said(page).first).to_be_visible()
    sizes = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.responseReceived", lambda e: sizes.update({e["requestId"]: [e["type"], 0]}))
    network.on("Network.loadingFinished", lambda e: sizes[e["requestId"]].__setitem__(1, e["encodedDataLength"]))

    page.goto(LESSON.format("bg"), wait_until="networkidle")

    assert sum(size for kind, size in sizes.values() if kind not in ("Image", "Media")) <= 20 * KILOBYTE
