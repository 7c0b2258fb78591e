"""Factories of pages and rows, in the words of the domain."""

from .bodies import body, case, choice_question, rich, stream
from .forms import mistakes, posted
from .pages import (
    ChapterPageFactory,
    CourseIndexPageFactory,
    CoursePageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    HomePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
)
from .rows import FundingProgrammeFactory, IndicatorFactory, OrganisationFactory, UserFactory, picture, recording

__all__ = [
    "ChapterPageFactory",
    "CourseIndexPageFactory",
    "CoursePageFactory",
    "FundingProgrammeFactory",
    "HandbookIndexPageFactory",
    "HandbookPageFactory",
    "HomePageFactory",
    "IndicatorFactory",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "OrganisationFactory",
    "ProjectIndexPageFactory",
    "ProjectPageFactory",
    "StandardPageFactory",
    "UserFactory",
    "body",
    "case",
    "choice_question",
    "mistakes",
    "picture",
    "posted",
    "recording",
    "rich",
    "stream",
]
