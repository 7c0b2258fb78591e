"""Public sites must not have the demo's log-ins."""

import pytest
from django.core.management import call_command

from cms.demo.checks import no_public_logins
from cms.demo.logins import LOGINS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_active_demo_login_is_an_error_where_the_demo_is_not_allowed(settings):
    settings.DEMO_ALLOWED = False
    UserFactory(email=LOGINS[0].email)

    assert [message.id for message in no_public_logins(databases=["default"])] == ["demo.E001"]


def test_a_deactivated_one_is_none(settings):
    settings.DEMO_ALLOWED = False
    UserFactory(email=LOGINS[0].email, is_active=False)

    assert no_public_logins(databases=["default"]) == []


def test_the_demo_itself_may_have_them(settings):
    settings.DEMO_ALLOWED = True
    UserFactory(email=LOGINS[0].email)

    assert no_public_logins(databases=["default"]) == []


def test_they_are_not_printed_where_the_demo_is_not_allowed(settings, capsys):
    settings.DEMO_ALLOWED = False
    UserFactory(email=LOGINS[0].email)

    call_command("demo_logins")

    assert capsys.readouterr().out == ""
