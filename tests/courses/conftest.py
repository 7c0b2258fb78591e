"""A handbook with its course, and people who edit them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories import UserFactory
from tests.factories.libraries import library


@pytest.fixture
def books(home):
    return library(home)


@pytest.fixture
def admin(db):
    """Somebody who may do everything, logged in."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def editor(db):
    """Somebody of Wagtail's group "Editors", who may add and edit pages and not publish them."""
    client = Client()
    client.user = UserFactory()
    client.user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(client.user)
    return client
