"""Every page and style sheet is valid, to the Nu HTML checker of the W3C (`make outside` fetches it)."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.demo_pages import PAGE_TYPES

pytestmark = pytest.mark.outside


@pytest.fixture
def check(tmp_path):
    """Return a function that hands documents, by their addresses, to the checker and returns what it says."""
    if not os.environ.get("VNU_JAR"):
        pytest.skip("VNU_JAR doesn't say where the checker is; `make outside` does")

    def run(documents, kind="html"):
        files, names = [], {}
        for number, (address, text) in enumerate(documents.items()):
            file = tmp_path / f"{number}.{kind}"
            file.write_text(text, encoding="utf-8")
            files.append(str(file))
            names[file.as_uri().replace("file:///", "file:/")] = address
        # It guesses languages from statistics, and takes short Bulgarian sentences for Macedonian.
        options = [f"--{kind}", "--no-langdetect", "--format", "json"]
        command = ["java", "-jar", os.environ["VNU_JAR"], *options, *files]
        messages = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)["messages"]
        return sorted({(names[m["url"]], m["message"], m.get("extract", "")) for m in messages})

    return run


def test_the_checker_finds_what_is_wrong(check):
    complaints = check({"/wrong/": "<!doctype html><html lang='bg'><title>x</title><p><div></p>"})
    assert complaints
    assert {address for address, _message, _extract in complaints} == {"/wrong/"}


def test_the_style_sheets_are_valid(check):
    assert check({"wrong.css": "a { colour: red }"}, kind="css")
    sheets = Path(settings.BASE_DIR, "cms", "static").glob("*.css")
    assert check({sheet.name: sheet.read_text(encoding="utf-8") for sheet in sheets}, kind="css") == []


def test_every_page_is_valid_without_errors_or_warnings(check, demo_site):
    code = demo_site.short_code("/bg/handbooks/common-cases/")
    addresses = {path.format(code=code) for path in PAGE_TYPES} | set(demo_site.paths())
    assert check({address: demo_site.get(address).text for address in sorted(addresses)}) == []
