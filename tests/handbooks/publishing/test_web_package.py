"""The web package: complete in itself, readable from a folder, the same whenever it is made of the same text."""

import json
import posixpath
import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from handbooks.publishing.book import read_book
from handbooks.publishing.package_pages import Zip
from handbooks.publishing.passages import passages_of
from handbooks.publishing.problems import ContentProblem
from tests.architecture.test_templates import forbidden_in
from tests.factories import (
    FundingProgrammeFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    case,
    choice_question,
    picture,
    recording,
    rich,
    stream,
)
from tests.factories.libraries import library, library_in

EVERYTHING = stream(
    rich("Училището е близо. <b>Идете там.</b>"),
    ("footnote", {"text": "<p>Закон за училището.</p>"}),
    choice_question(),
    ("open_question", {"text": "Какво ще питате?", "help": "", "picture": None, "picture_alt": ""}),
    case({1: [2, 3], 2: [3]}, endings=(3,)),
)
# Which languages a text goes through.
WAYS = {"bg": [], "uk": ["uk"], "ar-simple": ["bg-simple", "ar-simple"]}


@pytest.fixture
def shelf(home):
    return library(home, "first", "second", body=EVERYTHING)


@pytest.fixture
def package(shelf, book_of, package_of):
    return package_of(book_of(shelf.handbook), "web")


def addresses(page) -> list[str]:
    found = [element.get(name) for name in ("href", "src") for element in page.select(f"[{name}]")]
    return [address for address in found if not address.startswith("#")]


def test_every_file_that_a_page_refers_to_is_in_the_package(package):
    names = set(package.names())
    for name, page in package.pages().items():
        inner = [address for address in addresses(page) if not urlsplit(address).scheme]
        assert inner
        for address in inner:
            path = urlsplit(address).path
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) in names, (name, address)


def test_every_anchor_that_a_page_refers_to_is_there(package):
    pages = package.pages()
    ids = {name: {element["id"] for element in page.select("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.select("a[href*='#']"):
            path, anchor = link["href"].split("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert anchor in ids[target], (name, link["href"])


def test_it_runs_from_a_folder_without_modules_or_inline_code(package):
    for name, page in package.pages().items():
        assert forbidden_in(package.text(name)) == []
        assert page.select("script[src]")
        assert page.select("script[type], link[crossorigin], base") == []
    for name in package.names():
        if name.endswith(".js"):
            assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval)\b\s*\(", package.text(name))


def test_it_asks_no_other_host(package):
    for page in package.pages().values():
        loaded = [element["src"] for element in page.select("[src]")] + [link["href"] for link in page.select("link")]
        assert [address for address in loaded if urlsplit(address).scheme] == []


def test_the_same_book_makes_the_same_file(shelf, book_of, package_of):
    book = book_of(shelf.handbook)

    assert package_of(book, "web").content == package_of(book, "web").content


def test_files_have_the_day_of_the_text_as_their_date(shelf, package, book_of):
    day = book_of(shelf.handbook).text_date

    assert {info.date_time[:3] for info in package.zip.infolist()} == {(day.year, day.month, day.day)}


def test_a_picture_is_stored_and_a_text_is_compressed(tmp_path):
    with (tmp_path / "x.zip").open("wb") as target, Zip(target, date(2026, 11, 25)) as package:
        package.add("a.jpg", b"a" * 100)
        package.add("a.html", "a" * 100)
    assert (tmp_path / "x.zip").stat().st_size < 350


def test_the_contents_lead_to_every_chapter(package):
    links = package.page("index.html").select(".contents a")

    assert [link.get_text() for link in links] == ["First", "Second"]
    assert [link["href"] for link in links] == ["chapters/1.html", "chapters/2.html"]


def test_chapters_lead_to_each_other_and_back(package):
    first, second = package.page("chapters/1.html"), package.page("chapters/2.html")

    assert first.select_one("[rel=prev]") is None
    assert first.select_one("[rel=next]")["href"] == "../chapters/2.html"
    assert second.select_one("[rel=prev]")["href"] == "../chapters/1.html"
    assert second.select_one(".logo")["href"] == "../index.html"


def test_without_a_script_the_answers_open_and_nothing_else_is_offered(package):
    page = package.page("chapters/1.html")
    question = page.select_one("[data-choice]")

    assert [item["class"] for item in question.select("details.answer li")] == [["bad"], ["good"]]
    assert question.select_one("details.hint p").get_text() == "A hint"
    for button in page.select("button"):
        assert button.find_parent(hidden=True) is not None or button.get("hidden") is not None


def test_the_name_of_an_answer_changes_with_its_options(home, book_of, package_of):
    def name_of(*rights, slug):
        shelf = library(home, slug, body=stream(choice_question(rights=rights)))
        page = package_of(book_of(shelf.handbook), "web").page("chapters/1.html")
        for part in (shelf.course, *shelf.chapters, shelf.handbook, shelf.handbooks, shelf.courses):
            part.delete()
        return page.select_one("[data-choice]")["data-choice"]

    two = name_of(False, True, slug="one")

    assert re.fullmatch("[0-9a-f]{8}", two)
    assert name_of(False, True, slug="two") == two
    assert name_of(False, True, False, slug="three") != two


def test_a_translation_keeps_the_names_of_answers(shelf, book_of, package_of, package):
    other = package_of(book_of(library_in("en", shelf).handbook), "web").page("chapters/1.html")
    page = package.page("chapters/1.html")

    assert other.main["data-chapter"] == page.main["data-chapter"]
    for name in ("data-choice", "data-open", "data-case"):
        assert other.select_one(f"[{name}]")[name] == page.select_one(f"[{name}]")[name]


def test_a_link_to_another_chapter_stays_in_the_package_and_others_lead_to_the_site(home, book_of, package_of):
    shelf = library(home, "first", "second")
    first, second = shelf.chapters
    first.body = stream(
        rich(f'<a linktype="page" id="{second.pk}">тук</a> <a linktype="page" id="{shelf.course.pk}">там</a>')
    )
    first.save_revision().publish()

    links = package_of(book_of(shelf.handbook), "web").page("chapters/1.html").select(".b-text a")

    assert links[0]["href"] == "../chapters/2.html"
    assert urlsplit(links[1]["href"]).scheme.startswith("http")


@pytest.mark.parametrize("code", list(WAYS))
def test_pages_stand_in_the_books_language_and_direction(shelf, code, book_of, package_of):
    for step in WAYS[code]:
        shelf = library_in(step, shelf)

    package = package_of(book_of(shelf.handbook), "web")

    for page in package.pages().values():
        assert page.html["lang"] == code.removesuffix("-simple")
        assert page.html["dir"] == ("rtl" if code.startswith("ar") else "ltr")
        assert ("easy" in page.body.get("class", [])) == code.endswith("-simple")


def test_an_easy_chapter_says_that_it_is_easy(shelf, book_of, package_of, package):
    easy = package_of(book_of(library_in("bg-simple", shelf).handbook), "web")

    assert easy.page("chapters/1.html").select_one(".easy-line")
    assert package.page("chapters/1.html").select_one(".easy-line") is None


def test_the_readme_opens_in_old_editors(package):
    content = package.zip.read("README.txt")

    assert content.startswith("\ufeffНаръчник\r\n".encode())
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert "index.html" in content.decode()


def test_funding_licence_and_the_way_to_the_site_are_in_every_page(shelf, home, book_of, package_of):
    projects = ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects")
    programme = FundingProgrammeFactory(
        emblem="logo", logo=picture(), document_statement="Платено от {fund}.", document_disclaimer="Само авторите."
    )
    project = ProjectPageFactory(parent=projects, title="Проект", slug="project", programme=programme, state="running")
    shelf.handbook.project = project
    shelf.handbook.save_revision().publish()

    package = package_of(book_of(shelf.handbook), "web")

    for name, page in package.pages().items():
        foot = page.select_one("footer")
        assert "Платено от" in foot.get_text() and "Само авторите." in foot.get_text(), name
        assert "CC BY-SA 4.0" in page.get_text()
        assert page.select_one("a[href*='/go/']")
        logo = posixpath.normpath(posixpath.join(posixpath.dirname(name), foot.select_one("img.emblem")["src"]))
        assert logo in package.names()
    assert "Платено от" in package.text("README.txt")


def test_pictures_come_along_once_with_their_descriptions(home, book_of, package_of):
    image = picture()
    block = ("picture", {"picture": image.pk, "picture_alt": "Училище", "caption": ""})
    shelf = library(home, "first", "second", body=stream(block, block))
    package = package_of(book_of(shelf.handbook), "web")

    pictures = [name for name in package.names() if name.startswith("pictures/")]

    assert len(pictures) == 1
    assert [shown["alt"] for shown in package.page("chapters/1.html").select("main img")] == ["Училище", "Училище"]


def test_a_lost_picture_is_named_with_its_chapter(home, book_of, package_of):
    image = picture()
    shelf = library(
        home, "first", body=stream(("picture", {"picture": image.pk, "picture_alt": "Училище", "caption": ""}))
    )
    image.file.storage.delete(image.file.name)

    with pytest.raises(ContentProblem) as problem:
        package_of(book_of(shelf.handbook), "web")

    assert problem.value.chapter == "First"


def test_a_recording_is_read_here_and_heard_on_the_site(home, book_of, package_of):
    value = {"title": "Поздрав", "media": recording().pk, "transcript": "<p>Добър ден.</p>"}
    shelf = library(home, "first", body=stream(("recording", value)))

    shown = package_of(book_of(shelf.handbook), "web").page("chapters/1.html").select_one(".recording")

    assert shown.select("audio, video") == []
    assert urlsplit(shown.select_one("a")["href"]).scheme.startswith("http")
    assert "Добър ден." in shown.get_text()


def test_progress_grows_to_the_whole(shelf, book_of, package_of):
    steps: list[float] = []

    package_of(book_of(shelf.handbook), "web", steps)

    assert steps == sorted(steps)
    assert 0 < steps[0] < 1


def test_a_handbook_without_chapters_is_a_package_too(home, book_of, package_of):
    shelf = library(home, "first")
    shelf.chapters[0].unpublish()

    assert package_of(book_of(shelf.handbook), "web").page("index.html").select(".contents li") == []


class TestWhatIsFound:
    def passages(self, handbook):
        book = read_book(handbook.translation_key, "bg")
        return [tuple(passage) for passage in passages_of(book.chapters[0])]

    def test_every_block_is_a_passage_with_its_place(self, shelf):
        passages = self.passages(shelf.handbook)

        assert passages[0] == (1, "main", "First")
        assert passages[1][2] == "Училището е близо. Идете там."
        assert [anchor for _number, anchor, text in passages if "Закон" in text] == ["note-1"]
        assert any("Какво ще питате?" in text for _number, _anchor, text in passages)
        assert any("Ending 3" in text for _number, _anchor, text in passages)

    def test_every_place_is_in_the_page(self, package):
        lines = package.text("assets/passages.js")
        passages = json.loads(lines.removeprefix("window.mostikPassages = ").removesuffix(";\n"))

        for number, anchor, _text in passages:
            assert package.page(f"chapters/{number}.html").find(id=anchor) is not None
