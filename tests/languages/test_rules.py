"""Every language is translated from exactly one."""

import pytest
from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import Locale

from cms.languages import rules
from cms.settings import languages as configuration


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("bg", None),
        ("en", "bg"),
        ("ar", "bg"),
        ("uk", "bg"),
        ("bg-simple", "bg"),
        ("en-simple", "bg-simple"),
        ("ar-simple", "bg-simple"),
        ("uk-simple", "bg-simple"),
    ],
)
def test_full_languages_come_from_the_original_and_easy_ones_from_its_easy_version(target, source):
    assert rules.source_language(target) == source


def test_what_is_translated_into_what_is_the_same_read_from_the_other_end():
    targets = {source: rules.target_languages(source) for source in rules.codes()}

    assert targets["bg"] == ["en", "ar", "uk", "bg-simple"]
    assert targets["bg-simple"] == ["en-simple", "ar-simple", "uk-simple"]
    assert sorted(code for found in targets.values() for code in found) == sorted(set(rules.codes()) - {"bg"})


def test_without_easy_bulgarian_easy_languages_come_from_the_original(settings):
    settings.LANGUAGES = [("bg", "Български"), ("ar", "العربية"), ("ar-simple", "العربية – لغة سهلة")]

    assert rules.source_language("ar-simple") == "bg"
    assert rules.target_languages("bg") == ["ar", "ar-simple"]


@pytest.mark.parametrize(("language", "other"), [("bg", "bg-simple"), ("bg-simple", "bg"), ("ar-simple", "ar")])
def test_the_other_level_of_a_language(language, other):
    assert rules.other_level(language) == other


def test_spoken_languages_are_those_without_easy_variants():
    assert rules.spoken_languages() == ["bg", "en", "ar", "uk"]


def test_languages_are_called_by_their_own_names():
    assert rules.own_name("uk") == "Українська"
    assert rules.own_name("ar-simple") == "العربية – لغة سهلة"
    assert rules.own_name("xx") == "xx"


def test_one_line_of_configuration_makes_a_language_and_its_easy_variant(monkeypatch):
    ru = configuration.Language("ru", "Russian", "Русский", "Русский – простой язык")
    monkeypatch.setattr(configuration, "SPOKEN", [*configuration.SPOKEN, ru])

    made = configuration.content_languages()

    assert ("ru", "Русский") in made
    assert ("ru-simple", "Русский – простой язык") in made
    assert len(made) == len(settings.LANGUAGES) + 2


def test_django_knows_direction_and_name_of_easy_variants():
    info = get_language_info("ar-simple")

    assert info["bidi"] is True
    assert info["name_local"] == "العربية – لغة سهلة"


def test_every_configured_language_has_its_row_from_the_start(db):
    assert set(rules.codes()) <= set(Locale.objects.values_list("language_code", flat=True))
