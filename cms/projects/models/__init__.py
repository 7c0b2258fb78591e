"""Organisations, places, funding programmes, topics and project pages."""

from .documents import ProjectDocument
from .indicators import Indicator, IndicatorValue, ProjectIndicator
from .organisations import NamedSnippet, Organisation, Place, TargetGroup, Topic
from .partners import ProjectPartner
from .programmes import FundingProgramme
from .projects import ProjectIndexPage, ProjectPage

__all__ = [
    "FundingProgramme",
    "Indicator",
    "IndicatorValue",
    "NamedSnippet",
    "Organisation",
    "Place",
    "ProjectDocument",
    "ProjectIndexPage",
    "ProjectIndicator",
    "ProjectPage",
    "ProjectPartner",
    "TargetGroup",
    "Topic",
]
