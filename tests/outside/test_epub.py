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


@pytest.fixture
def complaints(tmp_path) -> Callable[[dict[str, Path]], dict[str, set[str]]]:
    """Return a function that hands files, by their names, to EPUBCheck and returns the errors and warnings of each."""
    jar = os.environ.get("EPUBCHECK_JAR")
    if not jar:
        pytest.skip("EPUBCHECK_JAR doesn't say where the checker is; `make outside` does")

    def run(files: dict[str, Path]) -> dict[str, set[str]]:
        command = ["java", f"-Duser.home={tmp_path}", "-cp", jar, CHECKERS / "Epubs.java", *files.values()]
        subprocess.run(command, capture_output=True, check=True)
        found = {}
        for name, path in files.items():
            result = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
            assert result["publication"]["title"]
            found[name] = {f"{one['ID']}: {one['message']}" for one in result["messages"] if one["severity"] != "USAGE"}
        return found

    return run


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


def changed(file: Path, folder: Path, change: Callable[[str], str]) -> Path:
    """Return a copy of a file whose texts are changed."""
    copy = folder / f"changed-{file.name}"
    with ZipFile(file) as source, ZipFile(copy, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith((".xhtml", ".opf")):
                content = change(content.decode()).encode()
            target.writestr(info, content)
    return copy


def without_language(text: str) -> str:
    return re.sub(r"<dc:language>.*</dc:language>", "", re.sub(r' (xml:)?lang="[^"]*"', "", text))


def without_alternative_texts(text: str) -> str:
    return re.sub(r' alt="[^"]*"', "", text)


def test_every_edition_is_valid_without_errors_or_warnings(complaints, editions):
    assert complaints(editions) == {language: set() for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edition_is_accessible(violations, editions, language):
    assert violations(editions[language]) == set()


def test_epubcheck_finds_what_is_wrong(complaints, editions, tmp_path):
    file = changed(editions["en"], tmp_path, without_language)

    assert {message[:7] for message in complaints({"no language": file})["no language"]} == {"RSC-005"}


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        pytest.param(without_language, {"html-has-lang", "epub-lang"}, id="no language"),
        # The picture on the cover says what it is as well.
        pytest.param(without_alternative_texts, {"image-alt", "aria-allowed-role"}, id="no alternative texts"),
    ],
)
def test_ace_finds_what_is_wrong(violations, editions, tmp_path, change, rules):
    assert violations(changed(editions["en"], tmp_path, change)) == rules
