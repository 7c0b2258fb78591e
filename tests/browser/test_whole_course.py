"""A whole course, from its page to the certificate: with the keyboard alone, without JavaScript, on a narrow phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demo import files

from .test_accessibility import MEASURE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
EXERCISES = ".b-choice_question, .b-open_question, .b-case"
# Longer than any lesson has places to stop at.
MOST_STOPS = 150
MOST_STEPS = 10


class Pointer:
    """Somebody who points at things."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""
        target.click()

    def choose(self, option: Locator) -> None:
        """Tick an option; what is hit is the label around it."""
        option.locator("xpath=..").click()

    def write(self, field: Locator, text: str) -> None:
        """Write into a field."""
        field.click()
        self.page.keyboard.type(text)


class Keyboard:
    """Somebody without mouse or touch screen."""

    def __init__(self, page: Page):
        self.page = page

    def reach(self, target: Locator) -> None:
        """Go on from one place to stop at to the next until the target has the focus."""
        expect(target).to_be_visible()
        for _stop in range(MOST_STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{target} can't be reached")

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, option: Locator) -> None:
        """Tick an option: a box by itself, of several to choose one from with the arrow keys."""
        if option.get_attribute("type") == "checkbox":
            self.reach(option)
            self.page.keyboard.press("Space")
            return
        options = option.locator("xpath=ancestor::fieldset").locator("input")
        self.reach(options.first)
        self.page.keyboard.press("Space")
        for _other in range(options.count()):
            if option.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{option} can't be chosen")

    def write(self, field: Locator, text: str) -> None:
        """Write into a field."""
        self.reach(field)
        self.page.keyboard.type(text)


def plain(text: str) -> str:
    """Return a text without what is only there for its look."""
    return " ".join(text.replace("\u00ad", "").split())


def questions_of(language: str, course: str) -> Iterator[dict]:
    """Yield the choice questions of a course's lessons as they stand in their files."""
    node = next(node for node in files.tree() if node.path == course)
    for path in node.options["lessons"]:
        yield from (item for item in files.page(language, path)["body"] if "question" in item)


class Learning:
    """Somebody who takes a course; `look` is called wherever they come."""

    def __init__(self, page: Page, hand: Pointer | Keyboard, language: str, course: str, look: Callable[[Page], None]):
        self.page, self.hand, self.language, self.course, self.look = page, hand, language, course, look
        self.right = {
            plain(item["question"]): {plain(option["text"]) for option in item["options"] if option.get("right")}
            for item in questions_of(language, course)
        }

    def take_all_lessons(self) -> int:
        """Finish one lesson after the other, beginning on the course's page; return how many there were."""
        self.page.goto(f"/{self.language}/{self.course}/")
        self.look(self.page)
        self.hand.press(self.page.locator("main a.btn").first)
        expect(self.page.locator(".way .now")).to_be_visible()
        count = self.page.locator(".way li").count()
        for number in range(count):
            expect(self.page.locator(".way li").nth(number)).to_have_class("now")
            self.finish_lesson()
            self.hand.press(self.page.locator(".foot a.btn"))
        return count

    def finish_lesson(self) -> None:
        """Answer all questions of a lesson and say that it was read."""
        self.look(self.page)
        # With the script, an answered question stands in the place of the one that was asked.
        for block_id in [block.get_attribute("id") for block in self.page.locator(EXERCISES).all()]:
            block = self.page.locator(f"#{block_id}")
            if block.locator(".node").count():
                self.walk(block)
            elif block.locator("textarea").count():
                self.hand.write(block.locator("textarea"), "Ще питам утре.")
                self.hand.press(block.locator("button"))
            else:
                self.choose_right(block, block.locator("h3"))
                self.hand.press(block.locator("button"))
            expect(block.locator(".said.good").filter(visible=True)).to_have_count(1)
            self.look(self.page)
        self.hand.press(self.page.locator("#finish button"))
        expect(self.page.locator("#finish .said.good")).to_be_visible()
        self.look(self.page)

    def choose_right(self, block: Locator, question: Locator) -> None:
        """Tick the right options of a question."""
        # In a check, a number stands before the question.
        wanted = self.right[plain(question.inner_text().lstrip("0123456789. "))]
        labels = block.locator("label.opt").all()
        chosen = [label for label in labels if plain(label.locator("span").first.inner_text()) in wanted]
        assert len(chosen) == len(wanted)
        for label in chosen:
            self.hand.choose(label.locator("input"))
            expect(label.locator("input")).to_be_checked()

    def walk(self, case: Locator) -> None:
        """Take the first way at each place of a case until it ends."""
        place = case.locator(".node:visible")
        for _step in range(MOST_STEPS):
            expect(place).to_have_count(1)
            if place.locator(".lesson").count():
                break
            here = place.get_attribute("id")
            self.hand.press(place.locator("a.opt").first)
            expect(place).not_to_have_id(here)
            self.look(self.page)
        self.hand.press(place.locator("button"))

    def pass_check(self) -> None:
        """Take the course check, beginning on the course's page, and answer everything right."""
        self.hand.press(self.page.locator("form[action$='/learning/check/'] button"))
        expect(self.page.locator("form.check")).to_be_visible()
        self.look(self.page)
        for question in self.page.locator(".check fieldset").all():
            self.choose_right(question, question.locator("legend"))
        self.hand.press(self.page.locator("form.check button"))
        expect(self.page.locator("#certificate")).to_be_visible()
        self.look(self.page)

    def get_certificate(self, name: str) -> bytes:
        """Have the certificate made out to a name, open the file, and return it."""
        self.hand.write(self.page.locator("#name"), name)
        self.hand.press(self.page.locator("#certificate button"))
        expect(self.page.locator("dl.facts")).to_contain_text(name)
        self.look(self.page)
        with self.page.expect_response("**/certificate.pdf") as opened:
            self.hand.press(self.page.locator("a[href$='certificate.pdf']"))
        assert opened.value.headers["content-type"] == "application/pdf"
        # What the browser's own viewer shows can't be read there.
        return self.page.request.get(opened.value.url).body()

    def take(self, name: str) -> None:
        """Take the course to the end, and check what is stored of it and that the file is there."""
        count = self.take_all_lessons()
        self.pass_check()
        assert self.get_certificate(name).startswith(b"%PDF-")
        stored = self.page.request.get(f"/{self.language}/learning/download/").json()
        (course,) = stored["courses"]
        assert len([lesson for lesson in course["lessons"] if lesson["finished_at"]]) == count
        assert {answer["is_right"] for lesson in course["lessons"] for answer in lesson["answers"]} == {True, None}
        (certificate,) = stored["certificates"]
        assert (certificate["name"], certificate["language"]) == (name, self.language)


def nothing(page: Page) -> None:
    """Look at nothing in particular."""


def fits_from_right_to_left(page: Page) -> None:
    """Check that nothing reaches over the sides of a page, and where its lines begin."""
    assert page.locator("html").get_attribute("dir") == "rtl"
    measured = page.evaluate(MEASURE)
    assert (measured["needs"], measured["spilling"]) == (360, [])


def test_with_the_keyboard_alone(new_context):
    page = new_context(**LAPTOP).new_page()
    Learning(page, Keyboard(page), "bg", "courses/public-bodies", nothing).take("Рая Примерова")


def test_without_javascript(new_context):
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    Learning(page, Pointer(page), "bg", "courses/public-bodies", nothing).take("Рая Примерова")


def test_in_easy_arabic_on_a_narrow_phone(new_context):
    page = new_context(**PHONE).new_page()
    Learning(page, Pointer(page), "ar-simple", "courses/common-cases", fits_from_right_to_left).take("سلمى المثال")
