"""Resume codes: easy to write down, hard to guess."""

import math

import pytest

from courses.learners import codes
from courses.learners.models import Learner
from courses.learners.services import give_code


def test_a_code_has_more_than_sixty_bits():
    assert math.log2(10**codes.LENGTH) > 60
    assert len({codes.new_code() for _n in range(100)}) == 100


def test_a_code_is_shown_in_groups_of_four():
    assert codes.in_groups("12345678901234567890") == "1234 5678 9012 3456 7890"


@pytest.mark.parametrize(
    "typed",
    [
        "12345678901234567890",
        " 1234 5678-9012.3456 7890 ",
        "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠",
        "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰",
    ],
)
def test_a_code_may_be_typed_in_any_script_with_anything_between(typed):
    assert codes.read_code(typed) == "12345678901234567890"


@pytest.mark.parametrize("typed", ["", "1234", "123456789012345678901", "abcd efgh ijkl mnop qrst", "\x00" * 20])
def test_what_has_not_twenty_digits_is_no_code(typed):
    assert codes.read_code(typed) is None


@pytest.mark.django_db
def test_the_code_itself_is_not_stored():
    learner = Learner.objects.create()

    code = give_code(learner=learner)

    learner.refresh_from_db()
    assert code not in learner.code_digest
    assert Learner.objects.with_code(code) == learner


@pytest.mark.django_db
def test_a_new_code_ends_the_old_one():
    learner = Learner.objects.create()
    old = give_code(learner=learner)

    give_code(learner=learner)

    assert Learner.objects.with_code(old) is None
