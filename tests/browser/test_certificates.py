"""Somebody with a small phone takes the course check until it is passed, and gets the certificate."""

import pytest
from playwright.sync_api import Page, expect

from .steps import press
from .test_accessibility import ALL_RULES, MEASURE, violations
from .test_privacy import SCRIPT

pytestmark = pytest.mark.browser

LANGUAGE = "ar-simple"
NAME = "محمد عبد الرحمن"
MOST_BYTES = 20 * 1024


def look_at(page: Page) -> None:
    """Check what holds for every page of learners."""
    assert violations(page, ALL_RULES) == []
    measured = page.evaluate(MEASURE)
    assert measured["needs"] <= 360
    # What a thumb finds of a box to tick is the label around it.
    assert [target for target in measured["small"] if "checkbox" not in target] == []
    assert measured["spilling"] == []
    assert page.locator(SCRIPT).count() == 0


def answer(page: Page, known: dict[str, list[str]]) -> None:
    """Give the answers that are known by now, else the first one."""
    for question in page.locator(".check fieldset").all():
        text = question.locator("legend").inner_text().split(". ", 1)[1]
        for label in known.get(text, [question.locator("label").first.inner_text()]):
            question.locator("label", has_text=label).first.locator("input").check()


def right_answers(page: Page) -> dict[str, list[str]]:
    """Return what the result says is right."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("section.q")].map(question => [
            question.querySelector("h3").innerText.split(". ").slice(1).join(". "),
            [...question.querySelectorAll("li.good")].map(item => item.querySelector("strong").nextSibling.data.trim()),
        ]))"""
    )


def test_from_the_course_to_the_certificate(new_context):
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: int(response.headers.get("content-length", 0))}))
    page.goto(f"/{LANGUAGE}/courses/common-cases/")
    look_at(page)
    press(page.locator("form[action$='/learning/check/'] button"))
    look_at(page)

    known: dict[str, list[str]] = {}
    for _attempt in range(8):
        answer(page, known)
        press(page.locator("form.check button"))
        look_at(page)
        known |= right_answers(page)
        if page.locator("#certificate").count():
            break
        press(page.locator("form[action$='/learning/check/'] button"))

    page.locator("#name").fill(NAME)
    press(page.locator("#certificate button"))
    expect(page.locator("dl.facts")).to_contain_text(NAME)
    look_at(page)
    file = page.request.get(page.locator("a[href$='certificate.pdf']").get_attribute("href"))
    assert file.headers["content-type"] == "application/pdf"
    page.goto(f"/{LANGUAGE}/learning/")
    look_at(page)
    assert page.locator("#certificates li").count() == 1
    assert max(sizes.values()) < MOST_BYTES
