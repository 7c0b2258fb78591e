"""A list of handbooks and somebody who edits below it, and documents as they are read."""

import pytest
from django.contrib.auth.models import Group

from handbooks.importing.reading import read_file
from tests.factories import HandbookIndexPageFactory, UserFactory
from tests.factories.word import docx


@pytest.fixture
def index(home):
    """`/bg/handbooks/`."""
    return HandbookIndexPageFactory(parent=home, title="Наръчници", slug="handbooks")


@pytest.fixture
def editor(home):
    user = UserFactory(first_name="Ваня", last_name="Петрова")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def read():
    """Return what is read from a Word document of these blocks."""
    return lambda *blocks, **options: read_file("handbook.docx", docx(*blocks, **options), "bg")
