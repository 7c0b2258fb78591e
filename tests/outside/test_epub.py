"""EPUB files are valid to EPUBCheck of the W3C and accessible to DAISY's Ace (`make outside` fetches both)."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings

pytestmark = pytest.mark.outside

CHECKERS = Path(settings.BASE_DIR, "scripts", "checkers")
ACE = CHECKERS / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
CHROMIUM = "/usr/bin/chromium"
LANGUAGE_AND_ALT = re.compile(r' (?:xml:lang|lang|alt)="[^"]*"|<dc:language>.*</dc:language>')
LANGUAGES = ("bg", "en", "ar-simple", "bg-simple")

WRITE = """
import json
from pathlib import Path
from handbooks.models import HandbookPage
from handbooks.publishing.book import read_book
from handbooks.publishing.epub import write_epub
key = HandbookPage.objects.filter(slug="common-cases").values_list("translation_key", flat=True)[0]
for language in {languages}:
    with Path({folder!r}, language + ".epub").open("wb+") as file:
        write_epub(read_book(key, language), file, lambda share: None)
print(json.dumps(True))
"""


@pytest.fixture(scope="module")
def editions(demo_site, tmp_path_factory) -> dict[str, Path]:
    """A handbook of the demo in several languages."""
    folder = tmp_path_factory.mktemp("epub")
    demo_site.run(WRITE.format(languages=LANGUAGES, folder=str(folder)))
    return {language: folder / f"{language}.epub" for language in LANGUAGES}


@pytest.fixture(scope="module")
def wrong(editions, tmp_path_factory) -> Path:
    """A file whose language and alternative texts are gone."""
    return changed(editions["en"], tmp_path_factory.mktemp("wrong"))


@pytest.fixture(scope="module")
def complaints(editions, wrong, tmp_path_factory) -> dict[str, set[str]]:
    """Errors and warnings of EPUBCheck in each edition, and in what is wrong. It takes long to start: once for all."""
    jar = os.environ.get("EPUBCHECK_JAR")
    if not jar:
        pytest.skip("EPUBCHECK_JAR doesn't say where the checker is; `make outside` does")
    files = editions | {"wrong": wrong}
    home = tmp_path_factory.mktemp("home")
    command = ["java", f"-Duser.home={home}", "-cp", jar, CHECKERS / "Epubs.java", *files.values()]
    subprocess.run(command, capture_output=True, check=True)
    found = {}
    for name, path in files.items():
        result = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
        assert result["publication"]["title"]
        found[name] = {f"{one['ID']}: {one['message']}" for one in result["messages"] if one["severity"] != "USAGE"}
    return found


@pytest.fixture
def violations(tmp_path) -> Callable[[Path], set[str]]:
    """Return a function that hands a file to Ace and returns the names of the rules that it breaks."""
    if not ACE.exists():
        pytest.skip("Ace is not installed; `make outside` does it")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed")

    def run(file: Path) -> set[str]:
        out = tmp_path / f"ace-{file.stem}"
        environment = os.environ | {"HOME": str(tmp_path), "PUPPETEER_EXECUTABLE_PATH": CHROMIUM}
        subprocess.run(["node", ACE, "--silent", "--outdir", out, file], env=environment, check=True)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        found = {one["earl:test"]["dct:title"] for part in report["assertions"] for one in part["assertions"]}
        assert report["earl:result"]["earl:outcome"] == ("fail" if found else "pass")
        return found

    return run


def changed(file: Path, folder: Path) -> Path:
    """Return a copy of a file without language and alternative texts."""
    copy = folder / "wrong.epub"
    with ZipFile(file) as source, ZipFile(copy, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith((".xhtml", ".opf")):
                content = LANGUAGE_AND_ALT.sub("", content.decode()).encode()
            target.writestr(info, content)
    return copy


def test_every_edition_is_valid_without_errors_or_warnings(complaints):
    assert {language: complaints[language] for language in LANGUAGES} == {language: set() for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edition_is_accessible(violations, editions, language):
    assert violations(editions[language]) == set()


def test_epubcheck_finds_what_is_wrong(complaints):
    (message,) = complaints["wrong"]

    assert message.startswith("RSC-005") and "dc:language" in message


def test_ace_finds_what_is_wrong(violations, wrong):
    by_language, by_alternative_texts = {"html-has-lang", "epub-lang"}, {"image-alt"}

    # The picture on the cover has a role, for which it needs a name.
    assert violations(wrong) == by_language | by_alternative_texts | {"aria-allowed-role"}
