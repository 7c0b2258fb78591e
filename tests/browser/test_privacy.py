"""What a page does behind a visitor's back: nothing. No cookie, no other host, nothing inline."""

import pytest

from tests.demo_pages import PAGE_TYPES

pytestmark = pytest.mark.browser

PUBLIC_POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
}
# What search engines read is data: browsers run nothing of it.
SCRIPT = "script:not([type='application/ld+json'])"
INLINE = f"{SCRIPT}:not([src]), style, [style], [onclick], [onload], [onerror], [href^='javascript:']"


class Visit:
    """What a first visit to a page left behind."""

    def __init__(self, chromium, address, path):
        context = chromium.new_context(base_url=address, viewport={"width": 412, "height": 800})
        page = context.new_page()
        self.requests, self.refused = [], []
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", lambda message: self.refused.append(message.text) if "Security" in message.text else None)
        self.headers = page.goto(path).all_headers()
        self.asked_for = [(request.resource_type, request.url) for request in self.requests]
        self.cookies = context.cookies()
        self.stored = page.evaluate("localStorage.length + sessionStorage.length")
        self.inline = page.locator(INLINE).count()
        context.close()


@pytest.fixture(scope="module")
def visits(chromium, demo_site, short_code):
    """A visit to every page type, each by somebody new."""
    return {path: Visit(chromium, demo_site.address, path.format(code=short_code)) for path in PAGE_TYPES}


def test_no_cookie_is_set_and_nothing_is_stored(visits):
    assert {path for path, v in visits.items() if v.cookies or v.stored or "set-cookie" in v.headers} == set()


def test_no_other_host_is_asked_for_anything(visits, demo_site):
    asked = {url for visit in visits.values() for _kind, url in visit.asked_for}
    assert {url for url in asked if not url.startswith(demo_site.address)} == set()


def test_the_policy_allows_nothing_but_the_site_itself(visits):
    policies = {path: set(visit.headers["content-security-policy"].split("; ")) for path, visit in visits.items()}
    assert {path: policy for path, policy in policies.items() if policy != PUBLIC_POLICY} == {}


def test_no_page_breaks_the_policy(visits):
    assert [message for visit in visits.values() for message in visit.refused] == []


def test_pages_have_nothing_inline_and_only_lessons_have_a_script(visits):
    assert {path for path, visit in visits.items() if visit.inline} == set()
    kinds = {path: {kind for kind, _url in visit.asked_for} for path, visit in visits.items()}
    assert set().union(*kinds.values()) <= {"document", "stylesheet", "image", "script", "other"}
    assert all("/courses/" in path for path, found in kinds.items() if "script" in found)


def test_no_page_needs_more_than_four_requests_beside_its_pictures(visits):
    needed = {path: [url for kind, url in v.asked_for if kind != "image"] for path, v in visits.items()}
    assert {path: urls for path, urls in needed.items() if len(urls) > 4} == {}


def test_static_files_are_taken_for_what_they_are_called(demo_site):
    sheet = demo_site.soup("/bg/").select_one("link[rel=stylesheet]")["href"]

    assert demo_site.get(sheet).headers["X-Content-Type-Options"] == "nosniff"
