"""Accounts in a real browser: a code by e-mail, and a passkey on a device that can make one."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import ALL_RULES, violations

pytestmark = pytest.mark.browser

LANGUAGES = ["bg", "ar-simple"]
LEARNING = "/{}/learning/"


@pytest.fixture
def page(new_context, demo_site) -> Page:
    """A phone with a lock that can make passkeys (they need a host with a name)."""
    port = urlsplit(demo_site.address).port
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    page.route_base = f"http://localhost:{port}/"  # type: ignore[attr-defined]
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return page


def visit(page: Page, path: str) -> None:
    page.goto(urljoin(page.route_base, path))  # type: ignore[attr-defined]


def log_in(page: Page, demo_site, language: str) -> str:
    address = f"reader-{language}@example.org"
    visit(page, f"/{language}/account/log-in/")
    page.fill("#email", address)
    page.press("#email", "Enter")
    page.wait_for_selector("#code")
    page.fill("#code", re.search(r"^\d{6}$", demo_site.last_mail(), re.MULTILINE)[0])
    page.press("#code", "Enter")
    expect(page.locator("main")).to_contain_text(address)
    return address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passkey_logs_in_without_an_e_mail(page, demo_site, language):
    address = log_in(page, demo_site, language)

    visit(page, f"/{language}/account/passkeys/add/")
    page.click("[data-passkey-button]")
    page.wait_for_url(f"**/{language}/account/")
    page.click("form[action$='log-out/'] button")
    expect(page.locator("main")).not_to_contain_text(address)

    visit(page, f"/{language}/account/log-in/")
    page.click("[data-passkey-button]")

    page.wait_for_url(f"**{LEARNING.format(language)}")
    expect(page.locator("main")).to_contain_text(address)


def test_a_removed_passkey_opens_nothing(page, demo_site):
    log_in(page, demo_site, "en")
    visit(page, "/en/account/passkeys/add/")
    page.click("[data-passkey-button]")
    page.click("main ul.list a")
    page.click("main form button")
    page.click("form[action$='log-out/'] button")

    visit(page, "/en/account/log-in/")
    page.click("[data-passkey-button]")

    expect(page.locator("main .said.bad:visible")).to_be_visible()
    assert "learner" not in [cookie["name"] for cookie in page.context.cookies()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(page, demo_site, language, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, f"/{language}/account/log-in/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button")
    expect(page.locator("#email-problem")).to_be_visible()
    assert violations(page, ALL_RULES) == []
    log_in(page, demo_site, language)
    for path in ("learning/", "account/", "account/passkeys/add/", "learning/delete/"):
        visit(page, f"/{language}/{path}")
        assert violations(page, ALL_RULES) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
