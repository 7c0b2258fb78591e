"""The interface is complete in every language, and no text of it is left out of the catalogues."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from gettext import c2py
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings

LANGUAGES = ["bg", "en", "ar", "uk"]
CATALOGUES = [settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]
# Bulgarian for the packages' own admin: kept by hand, so it isn't collected from the source.
ADMIN_CATALOGUE = settings.BASE_DIR / "locale" / "admin" / "bg" / "LC_MESSAGES" / "django.po"
SCRIPTS_CATALOGUE = ADMIN_CATALOGUE.with_name("djangojs.po")
SOURCE = ["manage.py", "cms", "courses", "handbooks", "home", "search"]
DJANGO = Path(django.__file__).parent / "conf" / "locale"

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%s|\{\w*\}")
PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?);")


def language_of(path: Path) -> str:
    return path.parent.parent.name


def messages_of(path: Path) -> set[tuple[str | None, str, str]]:
    """Return what a catalogue has translations for: context, text, plural."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(path)) if not entry.obsolete}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def plural_rule(path: Path) -> tuple[int, str]:
    found = PLURAL_FORMS.search(" ".join(polib.pofile(str(path)).metadata["Plural-Forms"].split()))
    assert found, path
    return int(found[1]), re.sub(r"[\s()]", "", found[2])


def forms_for_one_number(catalogue: polib.POFile) -> set[int]:
    """Return the forms that stand for one number alone: Arabic says "a lesson" and "both lessons" without a number."""
    form = c2py(catalogue.metadata["Plural-Forms"].partition("plural=")[2].rstrip("; \n"))
    return {number for number, numbers in Counter(map(form, range(1000))).items() if numbers == 1}


@pytest.fixture(params=[*CATALOGUES, ADMIN_CATALOGUE, SCRIPTS_CATALOGUE], ids=[*LANGUAGES, "admin-bg", "scripts-bg"])
def path(request) -> Path:
    return request.param


@pytest.fixture
def catalogue(path) -> polib.POFile:
    return polib.pofile(str(path))


def test_every_message_is_translated_and_nothing_is_fuzzy(catalogue):
    assert len(catalogue) > 0
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
    assert not catalogue.metadata_is_fuzzy


def test_no_message_stands_in_a_catalogue_twice(catalogue):
    keys = [(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete]
    assert len(keys) == len(set(keys))


def test_placeholders_are_those_of_the_source(catalogue):
    single = [entry for entry in catalogue if not entry.msgid_plural]
    assert [entry.msgid for entry in single if placeholders(entry.msgstr) != placeholders(entry.msgid)] == []


def test_every_plural_form_is_there_with_the_placeholders_of_the_source(path, catalogue):
    count, _rule = plural_rule(path)
    alone = forms_for_one_number(catalogue)
    wrong = []
    for entry in catalogue:
        if not entry.msgid_plural:
            continue
        plural = placeholders(entry.msgid_plural)
        # The first form may leave the number out where the source does ("1 page selected") and the form is for 1 alone.
        first = [plural, placeholders(entry.msgid)] if count == 2 else [plural]
        forms = entry.msgstr_plural
        if sorted(forms) != list(range(count)) or any(
            placeholders(text) not in (first if number == 0 else [plural, []] if number in alone else [plural])
            for number, text in forms.items()
        ):
            wrong.append(entry.msgid)
    assert wrong == []


def test_the_plural_rule_is_that_of_django(path):
    """Django reads one rule a catalogue, and ours overrides its own messages too."""
    assert plural_rule(path) == plural_rule(DJANGO / language_of(path) / "LC_MESSAGES" / "django.po")


def test_english_says_what_the_source_says():
    catalogue = polib.pofile(str(CATALOGUES[LANGUAGES.index("en")]))
    assert [entry.msgid for entry in catalogue if not entry.msgid_plural and entry.msgstr != entry.msgid] == []


def test_the_admin_catalogue_leaves_our_own_messages_alone():
    """The first catalogue in LOCALE_PATHS wins: a message that stands in both would be translated in vain."""
    assert settings.LOCALE_PATHS == [settings.BASE_DIR / "locale", settings.BASE_DIR / "locale" / "admin"]
    assert messages_of(CATALOGUES[0]) & messages_of(ADMIN_CATALOGUE) == set()


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_every_translatable_string_of_the_source_is_in_every_catalogue(tmp_path):
    """If this fails: `make messages`, then translate what is new."""
    for name in SOURCE:
        source = settings.BASE_DIR / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "content", "migrations", "*.mo")
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / "locale").mkdir()
    options = ["--settings", "cms.settings.test", "--locale", "en", "--no-location"]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *options], cwd=tmp_path, check=True, capture_output=True
    )
    wanted = messages_of(tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po")

    assert len(wanted) > 100
    for path in CATALOGUES:
        missing = wanted - messages_of(path)
        assert sorted(text for _context, text, _plural in missing) == [], language_of(path)
