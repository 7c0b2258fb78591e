"""Dates and times as each language writes them."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 11, 26, 14, 5)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("bg", "26 ноември 2026 г., 14:05"),
        ("bg-simple", "26 ноември 2026 г., 14:05"),
        ("en", "26 November 2026, 14:05"),
        ("ar", "26 نوفمبر، 2026، 2:05 م"),
        ("uk", "26 листопада 2026 р. 14:05"),
    ],
)
def test_a_moment(language, written):
    with translation.override(language):
        assert date_format(MOMENT, "DATETIME_FORMAT") == written


@pytest.mark.parametrize(
    ("language", "written"), [("bg", "26.11.2026 14:05"), ("uk", "26.11.2026 14:05"), ("ar", "26‏/11‏/2026 2:05 م")]
)
def test_a_moment_in_a_table(language, written):
    with translation.override(language):
        assert date_format(MOMENT, "SHORT_DATETIME_FORMAT") == written
