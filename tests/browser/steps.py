"""What a person does in a browser."""

from playwright.sync_api import Locator


def press(target: Locator) -> None:
    """Press what leads to another page, and wait until that page is there: a click alone may come back before."""
    with target.page.expect_navigation():
        target.click()
