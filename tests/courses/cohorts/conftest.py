"""A cohort of a course whose lessons have a question each, its trainer, and a cohort of somebody else."""

import pytest

from tests.factories import choice_question, rich, stream
from tests.factories import cohorts as factory
from tests.factories.libraries import library


@pytest.fixture
def books(home):
    return library(home, body=stream(rich("Текст."), choice_question()))


@pytest.fixture
def cohort(books):
    return factory.cohort(books.course)


@pytest.fixture
def foreign(books):
    return factory.cohort(books.course, name="Пловдив")


@pytest.fixture
def trainer(cohort):
    return factory.trainer(cohort)
