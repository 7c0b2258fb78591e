"""What a page costs on a slow, paid network; measured in Chromium on a phone, with nothing stored from before."""

from urllib.parse import urljoin

import pytest

from tests.demo_pages import LESSON

pytestmark = pytest.mark.browser

KILOBYTE = 1024
PHONE = {"viewport": {"width": 412, "height": 800}, "device_scale_factor": 2.625, "is_mobile": True, "has_touch": True}
COURSES = ["common-cases", "intercultural-competences", "public-bodies"]
GREETING = "/bg/handbooks/intercultural-competences/listening/"


class Load:
    """A first visit to a page: what was asked for, and how many bytes came, headers included."""

    def __init__(self, new_context, path):
        page = new_context(**PHONE).new_page()
        self.kinds, self.bytes = {}, {}
        network = page.context.new_cdp_session(page)
        network.on("Network.responseReceived", self.received)
        network.on("Network.loadingFinished", self.finished)
        network.send("Network.enable")
        page.goto(path, wait_until="networkidle")

    def received(self, event):
        self.kinds[event["requestId"]] = event["type"]

    def finished(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def but_pictures(self):
        """Return the bytes of each request that isn't for a picture or recording."""
        return [size for request, size in self.bytes.items() if self.kinds[request] not in ("Image", "Media")]


@pytest.mark.parametrize("language", ["bg", "bg-simple", "ar-simple"])
def test_the_largest_lessons_need_four_requests_and_fourteen_kilobytes_at_most(new_context, demo_site, language):
    lessons = [
        link["href"]
        for course in COURSES
        for link in demo_site.soup(f"/{language}/courses/{course}/").select(".contents a")
    ]
    assert len(lessons) >= 8
    sizes = {path: int(demo_site.get(path, stream=True).headers["Content-Length"]) for path in lessons}
    for path in sorted(sizes, key=sizes.__getitem__)[-3:]:
        costs = Load(new_context, path).but_pictures()
        assert len(costs) <= 4, path
        assert sum(costs) <= 14 * KILOBYTE, (path, costs)


@pytest.mark.parametrize("path", ["/bg/", "/ar-simple/", "/bg/about/", "/bg/news/", "/bg/courses/", "/bg/handbooks/"])
def test_pictures_come_in_modern_formats_and_light(new_context, path):
    page = new_context(**PHONE).new_page()
    pictures = {}
    page.on("response", lambda r: pictures.update({r.url: r}) if r.request.resource_type == "image" else None)
    page.goto(path)
    for image in page.locator("img").all():
        image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert pictures
    assert all(image.evaluate("image => image.naturalWidth > 0") for image in page.locator("img:visible").all())
    assert {r.headers["content-type"] for r in pictures.values()} <= {"image/svg+xml", "image/avif", "image/webp"}
    assert {url: len(r.body()) for url, r in pictures.items() if len(r.body()) > 40 * KILOBYTE} == {}


def test_photographs_are_taken_as_avif(new_context):
    page = new_context(**PHONE).new_page()
    page.goto("/bg/about/", wait_until="networkidle")
    assert page.locator("picture img").evaluate("image => image.currentSrc").endswith(".avif")


def test_pictures_further_down_are_not_fetched_before_they_are_needed(new_context):
    page = new_context(**PHONE).new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if request.resource_type == "image" else None)
    page.goto(LESSON, wait_until="networkidle")
    pictures = {urljoin(page.url, image.get_attribute("src")) for image in page.locator("img").all()}
    assert len(pictures) > 3
    assert 1 <= len(pictures & set(fetched)) < len(pictures)
    assert urljoin(page.url, page.locator(".case img").last.get_attribute("src")) not in fetched


def test_a_recording_is_fetched_when_somebody_plays_it(new_context):
    page = new_context(**PHONE).new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if "/media/media/" in request.url else None)
    page.goto(GREETING, wait_until="networkidle")
    audio = page.locator("audio").first
    audio.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert fetched == []
    with page.expect_request(lambda request: request.url.endswith(audio.get_attribute("src"))):
        audio.evaluate("audio => { audio.play() }")


def test_the_size_of_a_recording_is_shown(demo_site):
    recording = demo_site.soup(GREETING).select_one(".recording")
    size = len(demo_site.get(recording.audio["src"]).content)
    assert f"{size / KILOBYTE:.1f}".replace(".", ",") in recording.select_one(".size").text
