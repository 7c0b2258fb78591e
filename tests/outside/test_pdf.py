"""What is printed is accessible, to veraPDF's rules of PDF/UA-1 (`make outside` fetches it)."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from pypdf import PdfReader, PdfWriter

from courses.certificates.models import Certificate
from courses.certificates.pdf import certificates_pdf
from tests.handbooks.publishing.printing import elements

pytestmark = pytest.mark.outside

CHECKER = Path(settings.BASE_DIR, "scripts", "checkers", "PdfUa.java")
RULES = 106

ARABIC, CYRILLIC, LATIN = "محمد عبد الرحمن", "Станислав Щърбанов", "Ana Ivanova"
BY_CHECK = ("check", {"right": 9, "total": 10, "pass_mark": 80})
BY_ATTENDANCE = ("attendance", {"present": 4, "total": 5, "needed": 80, "recognised": 2})
BY_TRAINER = ("trainer", {"by": "Иван Петров", "note": "Знае го отдавна."})
CERTIFICATES = [
    ("bg", CYRILLIC, BY_CHECK),
    ("bg", ARABIC, BY_TRAINER),
    ("en", LATIN, BY_ATTENDANCE),
    ("en", CYRILLIC, BY_TRAINER),
    ("ar-simple", ARABIC, BY_CHECK),
    ("ar-simple", CYRILLIC, BY_ATTENDANCE),
    ("bg-simple", CYRILLIC, BY_TRAINER),
    ("bg-simple", ARABIC, BY_ATTENDANCE),
]


@pytest.fixture
def broken_rules(tmp_path) -> Callable[[dict[str, bytes]], dict[str, set[str]]]:
    """Return a function that hands files, by their names, to the checker and returns the rules that each breaks."""
    jar = os.environ.get("VERAPDF_JAR")
    if not jar:
        pytest.skip("VERAPDF_JAR doesn't say where the checker is; `make outside` does")

    def run(files: dict[str, bytes]) -> dict[str, set[str]]:
        paths = {}
        for number, (name, content) in enumerate(files.items()):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(content)
            paths[str(path)] = name
        result = subprocess.run(["java", "-cp", jar, CHECKER, *paths], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        found: dict[str, set[str]] = {}
        for line in result.stdout.splitlines():
            path, rule, message = line.split("\t")
            if paths[path] in found:
                found[paths[path]].add(f"{rule}: {message}")
            else:
                # The first line of each file says that it was looked at, and how much of it.
                assert int(rule) == RULES and int(message) > RULES
                found[paths[path]] = set()
        assert set(found) == set(files)
        return found

    return run


def certificate(language: str, name: str, reason: tuple[str, dict]) -> Certificate:
    is_arabic = language.startswith("ar")
    return Certificate(
        number="1234-5678-9012-3456",
        course_key=uuid4(),
        language=language,
        name=name,
        course="حالات شائعة" if is_arabic else "Общи случаи",
        hours=16,
        outcomes=["تستمع", "تسأل"] if is_arabic else ["да слушате", "да питате"],
        organisation="Сдружение „Мост“",
        funding="С подкрепата на Европейския съюз.",
        emblem="eu",
        reason=reason[0],
        criterion=reason[1],
        issued_at=datetime(2026, 11, 25, tzinfo=UTC),
    )


def without_language(writer: PdfWriter) -> None:
    for part in (writer.root_object, *elements(writer)):
        part.pop("/Lang", None)


def without_alternative_texts(writer: PdfWriter) -> None:
    for element in elements(writer):
        element.pop("/Alt", None)


def changed(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_every_certificate_is_accessible_alone_and_with_others(broken_rules):
    certificates = [certificate(*one) for one in CERTIFICATES]
    files = {f"{one.language} {one.reason} {one.name}": certificates_pdf([one]) for one in certificates}
    files["all"] = certificates_pdf(certificates)

    assert len(PdfReader(BytesIO(files["all"])).pages) == len(certificates)
    assert broken_rules(files) == {name: set() for name in files}


def test_every_poster_is_accessible(broken_rules, demo_site):
    code = demo_site.short_code("/bg/handbooks/common-cases/")
    files = {
        language: demo_site.get(f"/{language}/go/{code}/poster.pdf").content
        for language in ("bg", "en", "ar-simple", "bg-simple")
    }

    assert broken_rules(files) == {language: set() for language in files}


def test_the_checker_finds_what_is_wrong(broken_rules):
    pdf = certificates_pdf([certificate("bg", CYRILLIC, BY_CHECK)])
    files = {
        "the same": changed(pdf, lambda writer: None),
        "no language": changed(pdf, without_language),
        "no alternative texts": changed(pdf, without_alternative_texts),
    }

    found = broken_rules(files)

    assert found["the same"] == set()
    assert {rule.split("-")[0] for rule in found["no language"]} == {"7.2"}
    assert {rule.split("-")[0] for rule in found["no alternative texts"]} == {"7.3"}


MAKE = """
import json
from handbooks.models import HandbookPage
from handbooks.publishing import pdf
from handbooks.publishing.book import read_book
key = HandbookPage.objects.get(slug="common-cases", locale__language_code="bg").translation_key
with open({path!r}, "wb") as file:
    format = next(found for found in pdf.FORMATS if found.name == {name!r})
    written = format.write(read_book(key, {language!r}), file, lambda share: None)
print(json.dumps(written.pages))
"""
EDITIONS = [(name, language) for language in ("bg", "en", "ar-simple", "bg-simple") for name in ("pdf", "booklet")] + [
    ("press", "bg")
]


@pytest.fixture
def edition(demo_site, tmp_path) -> Callable[[str, str], bytes]:
    """Return a function that makes the file of a demo handbook in a format and a language."""

    def make(name: str, language: str) -> bytes:
        path = tmp_path / f"{name}-{language}.pdf"
        assert demo_site.run(MAKE.format(name=name, language=language, path=str(path)))
        return path.read_bytes()

    return make


def test_every_printed_handbook_is_accessible(broken_rules, edition):
    files = {f"{name} {language}": edition(name, language) for name, language in EDITIONS}

    assert broken_rules(files) == {name: set() for name in files}


@pytest.mark.parametrize(("change", "clause"), [(without_language, "7.2"), (without_alternative_texts, "7.3")])
def test_a_printed_handbook_that_lost_something_is_not(broken_rules, edition, change, clause):
    found = broken_rules({"changed": changed(edition("pdf", "bg"), change)})

    assert {rule.split("-")[0] for rule in found["changed"]} == {clause}
