"""Organisations, places, funding programmes, topics, project pages, events, action plans and closed periods."""

from .action_plans import ActionPlanPage
from .annual_reports import (
    AnnualReportIndexPage,
    AnnualReportPage,
    ReportDocument,
    ReportMembership,
    ResearchFigure,
)
from .closed_periods import ClosedPeriod
from .documents import ProjectDocument
from .events import Audience, EventIndexPage, EventPage, EventParticipants, EventPlan, EventSeries, Method
from .indicators import Indicator, IndicatorValue, ProjectIndicator
from .organisations import NamedSnippet, Organisation, Place, TargetGroup, Topic
from .partners import ProjectPartner
from .programmes import FundingProgramme
from .projects import ProjectIndexPage, ProjectPage
from .publicity import PublicityKind, PublicityMeasure

__all__ = [
    "ActionPlanPage",
    "AnnualReportIndexPage",
    "AnnualReportPage",
    "Audience",
    "ClosedPeriod",
    "EventIndexPage",
    "EventPage",
    "EventParticipants",
    "EventPlan",
    "EventSeries",
    "FundingProgramme",
    "Indicator",
    "IndicatorValue",
    "Method",
    "NamedSnippet",
    "Organisation",
    "Place",
    "ProjectDocument",
    "ProjectIndexPage",
    "ProjectIndicator",
    "ProjectPage",
    "ProjectPartner",
    "PublicityKind",
    "PublicityMeasure",
    "ReportDocument",
    "ReportMembership",
    "ResearchFigure",
    "TargetGroup",
    "Topic",
]
