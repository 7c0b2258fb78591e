"""Pages to translate."""

import pytest
from django.test import Client

from tests.factories import StandardPageFactory, UserFactory, rich, stream
from tests.factories.translations import translate


@pytest.fixture
def page(home):
    """A live Bulgarian page with two texts besides its title."""
    body = stream(rich("Първи текст."), rich("Втори текст."))
    return StandardPageFactory(parent=home, title="За нас", slug="about", body=body)


@pytest.fixture
def english_home(home):
    return translate(home, "en")


@pytest.fixture
def admin(db):
    """Somebody who may do everything, logged in."""
    client = Client()
    client.user = UserFactory(is_superuser=True, email="admin@example.org")
    client.force_login(client.user)
    return client
