"""Organisations, places, funding programmes, topics and project pages."""

from .organisations import NamedSnippet, Organisation, Place, Topic
from .programmes import FundingProgramme
from .projects import ProjectIndexPage, ProjectPage

__all__ = ["FundingProgramme", "NamedSnippet", "Organisation", "Place", "ProjectIndexPage", "ProjectPage", "Topic"]
