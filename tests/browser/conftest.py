"""Chromium, and the running demo that it looks at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.demo_site import DemoSite

CHROMIUM = Path("/usr/bin/chromium")

# A busy machine may take its time; what never comes fails all the same.
expect.set_options(timeout=20_000)


# Not for the whole run: while Playwright's event loop runs, Django refuses to touch the database in this thread.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the tests are left out where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: Browser, demo_site: DemoSite) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens the demo as somebody new; its arguments are Playwright's."""
    contexts = []

    def make(**options) -> BrowserContext:
        contexts.append(chromium.new_context(base_url=demo_site.address, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone's browser."""
    return new_context(viewport={"width": 412, "height": 800}).new_page()


@pytest.fixture(scope="package")
def short_code(demo_site: DemoSite) -> str:
    """The code of the short address of a handbook."""
    return demo_site.short_code("/bg/handbooks/common-cases/")
