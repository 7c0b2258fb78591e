"""People are known by their e-mail address, whatever its capitals."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories import UserFactory

User = get_user_model()


def test_a_user_is_made_by_address_and_password(db):
    user = User.objects.create_user("ana@example.org", "secret-word")

    assert user.check_password("secret-word")
    assert not user.is_staff
    assert not user.is_superuser


def test_a_superuser_may_do_everything(db):
    user = User.objects.create_superuser("admin@example.org", "secret-word")

    assert user.is_staff
    assert user.is_superuser


@pytest.mark.parametrize("email", ["", None])
def test_a_user_needs_an_address(db, email):
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user(email, "secret-word")


def test_addresses_are_kept_in_small_letters(db):
    assert User.objects.create_user("Ana@Example.ORG", "x").email == "ana@example.org"


@pytest.mark.parametrize("typed", ["ana@example.org", "Ana@example.org", "ANA@EXAMPLE.ORG"])
def test_capitals_do_not_matter_for_logging_in(db, typed):
    user = User.objects.create_user("ana@example.org", "secret-word")

    assert authenticate(username=typed, password="secret-word") == user
    assert authenticate(username=typed, password="Secret-word") is None


def test_an_unknown_address_logs_nobody_in(db):
    assert authenticate(username="nobody@example.org", password="x") is None


def test_an_address_belongs_to_one_person(db):
    User.objects.create_user("ana@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create_user("ANA@example.org")


def test_a_form_refuses_an_address_that_is_known_in_other_capitals(db):
    User.objects.create_user("ana@example.org")

    with pytest.raises(ValidationError) as refused:
        User(email="Ana@Example.org", password="x").full_clean()

    assert "email" in refused.value.error_dict


def test_a_user_is_called_by_name_or_else_by_address(db):
    assert str(UserFactory(first_name="Ana", last_name="Ivanova")) == "Ana Ivanova"
    assert str(UserFactory(first_name="", last_name="", email="x@example.org")) == "x@example.org"
