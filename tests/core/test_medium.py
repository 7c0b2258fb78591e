"""Language tags and the form that content is rendered for."""

import pytest

from cms.core.medium import Medium, base_language, is_easy


@pytest.mark.parametrize(
    ("tag", "easy", "base"), [("bg", False, "bg"), ("ar-simple", True, "ar"), ("simple", False, "simple")]
)
def test_easy_language_is_told_by_the_tag(tag, easy, base):
    assert is_easy(tag) is easy
    assert base_language(tag) == base
    assert Medium(language=tag).easy is easy


def test_without_being_told_otherwise_content_is_shown_on_the_web_in_the_language_everything_is_written_in(settings):
    assert Medium() == Medium("web", settings.LANGUAGE_CODE)
