"""What a funder asks of the screen: Regulation (EU) 2021/1060, Annex IX, and Regulation (EU) 821/2014, Article 4."""

import pytest

from cms.projects.facts import LOGO

pytestmark = pytest.mark.browser

FUNDED = [
    "/bg/",
    "/en/",
    "/bg/projects/capacity-building/",
    "/en/projects/2imined/",
    "/bg/projects/europe-in-the-trap/",
]
WINDOWS = [(360, 640), (1280, 720)]


@pytest.mark.parametrize(("width", "height"), WINDOWS)
@pytest.mark.parametrize("path", FUNDED)
def test_emblem_and_statement_are_seen_in_full_without_scrolling(new_context, path, width, height):
    page = new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(path)

    for part in (page.locator(".eu.full .emblem"), page.locator(".eu.full p").first):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        assert part.evaluate("part => part.scrollHeight <= part.clientHeight || part.matches('svg')")


@pytest.mark.parametrize(("width", "height"), WINDOWS)
@pytest.mark.parametrize("path", FUNDED)
def test_no_logo_beside_the_emblem_is_higher(new_context, path, width, height):
    page = new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(path)
    emblem = page.locator(".emblem").bounding_box()["height"]
    logos = [logo.bounding_box()["height"] for logo in page.locator(".logo svg, dl.facts img, ul.list img").all()]

    assert logos
    assert max([*logos, LOGO[1]]) <= emblem


def test_the_emblem_is_not_changed_or_covered(new_context):
    page = new_context(viewport={"width": 360, "height": 640}).new_page()
    page.goto("/bg/projects/capacity-building/")
    emblem = page.locator(".emblem")
    box = emblem.bounding_box()

    assert box["width"] / box["height"] == 3 / 2
    middle = f"document.elementFromPoint({box['x'] + box['width'] / 2}, {box['y'] + box['height'] / 2})"
    assert page.evaluate(f"{middle}.closest('svg') === document.querySelector('.emblem')")
    style = page.locator(".eu.full p").first.evaluate(
        "p => [getComputedStyle(p).fontStyle, getComputedStyle(p).textDecorationLine]"
    )
    assert style == ["normal", "none"]
