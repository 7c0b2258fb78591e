"""A handbook, and somebody who edits it."""

import pytest
from django.test import Client

from handbooks.publishing.formats import all_formats
from tests.factories import ChapterPageFactory, HandbookIndexPageFactory, HandbookPageFactory, UserFactory
from tests.factories.editions import titles_format


@pytest.fixture
def handbook(home):
    """`/bg/handbooks/common-cases/`."""
    index = HandbookIndexPageFactory(parent=home, title="Наръчници", slug="handbooks")
    return HandbookPageFactory(parent=index, title="Често срещани случаи", slug="common-cases")


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def main_of(client):
    """Return the middle of a page: what stands between its head and its foot."""

    def get(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]

    return get


@pytest.fixture
def chapters(handbook):
    """The chapters `a` and `b`."""
    return [ChapterPageFactory(parent=handbook, title=name.upper(), slug=name) for name in "ab"]


@pytest.fixture
def formats(monkeypatch):
    """The formats there are, in the place of the real ones: by default one, `titles`."""
    known = all_formats()
    for name in list(known):
        monkeypatch.delitem(known, name)
    monkeypatch.setitem(known, "titles", titles_format())
    return known
