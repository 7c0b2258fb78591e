"""A report as tables: sheets of an Excel file, and one long table for CSV. Numbers stay numbers, dates stay dates."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.core.routing.addresses import full_address
from cms.core.tables import Sheet, to_csv, to_xlsx

from ..event_facts import Came
from ..metrics import Period
from .report import Report, ReportedEvent


def report_xlsx(report: Report) -> bytes:
    """Return a report as an Excel file, a sheet for each of its parts."""
    with translation.override(report.language):
        return to_xlsx(*sheets_of(report))


def report_csv(report: Report) -> bytes:
    """Return a report as CSV."""
    return to_csv(rows_of(report))


def period_in_words(period: Period) -> str:
    """Return a period for readers of the active language."""
    days = {name: date_format(day) for name, day in period._asdict().items() if day}
    if not days:
        return _("Whole project")
    if len(days) == 2:
        return _("%(start)s to %(end)s") % days
    return (_("from %(start)s") if "start" in days else _("until %(end)s")) % days


def proof(address: str) -> str:
    """Return the address of something that proves a figure as it can be opened from anywhere."""
    return full_address(address) if address.startswith("/") else address


def sheets_of(report: Report) -> list[Sheet]:
    """Return a report's parts, each a table with a heading, in the report's language."""
    with translation.override(report.language):
        return [
            Sheet(_("Report"), _about(report)),
            Sheet(_("Indicators"), _indicators(report)),
            Sheet(_("Publicity"), _publicity(report)),
            Sheet(_("Events planned and done"), _rollup(report)),
            Sheet(_("Events"), _events(report)),
            Sheet(_("Participants"), _participants(report)),
            Sheet(_("Counted by the site"), _counted(report)),
        ]


def gathered(report: Report) -> Sheet:
    """Return who came as a table with a row for each event, to be read: thousands of rows fill a hundred pages."""
    with translation.override(report.language):
        rows = [
            [event.title, event.when.start, "; ".join(map(_in_words, event.came)), event.total]
            for event in report.events
            if event.came
        ]
        return Sheet(_("Participants"), [[_("Event"), _("Date"), _("By place and organisation"), _("Total")], *rows])


def _in_words(row: Came) -> str:
    names = ", ".join(name for name in (row.place, row.organisation) if name)
    return f"{names}: {row.people}" if names else str(row.people)


def rows_of(report: Report) -> list[list[Any]]:
    """Return a report as one table that a program can read: what doesn't apply to a row is empty."""
    with translation.override(report.language):
        parts: dict[str, list[list[Any]]] = {
            "indicator": [
                [line.name, "", "", None, line.day, line.unit, line.planned, line.reached] for line in report.indicators
            ],
            "publicity": [
                [measure.name, "", "", None, measure.day, measure.unit, measure.target, measure.done]
                for measure in report.publicity
            ],
            "events": [
                [line.kind, line.place, "", None, None, _("events"), line.planned, line.done]
                for line in report.rollup.lines
            ],
            "event": [
                [event.title, ", ".join(event.places), "", *_days(event), _("people"), event.planned, event.total]
                for event in report.events
            ],
            "participants": [
                [event.title, row.place, row.organisation, *_days(event), _("people"), None, row.people]
                for event in report.events
                for row in event.came
            ],
            "metric": [[counted.label, "", "", None, None, "", None, counted.value] for counted in report.counted],
        }
        heading = [_("Part"), _("What is counted"), _("Place"), _("Organisation"), _("Beginning"), _("End or day")]
        heading += [_("Unit"), _("Plan"), _("Reached")]
    return [heading, *([part, *row] for part, rows in parts.items() for row in rows)]


def _about(report: Report) -> list[list[Any]]:
    facts: list[list[Any]] = [
        [_("Project"), report.project],
        [_("Beneficiary"), report.beneficiary],
        [_("Contract number"), report.contract_number],
        [_("Period"), period_in_words(report.period)],
        [_("From"), report.period.start],
        [_("Until"), report.period.end],
        [_("Made on"), report.made_on],
        [_("Events"), len(report.events)],
        [_("Participants of all events"), report.participants],
    ]
    if report.funding:
        facts.append([_("Funding"), report.funding.document_statement])
        facts.append(["", report.funding.document_disclaimer])
    return [[_("Report"), ""], *facts]


def _indicators(report: Report) -> list[list[Any]]:
    heading = [_("What is counted"), _("Unit"), _("Plan"), _("Reached"), _("Percent of the plan"), _("Until")]
    return [
        [*heading, _("Evidence")],
        *(
            [line.name, line.unit, line.planned, line.reached, line.in_percent, line.day, _listed(line.evidence)]
            for line in report.indicators
        ),
    ]


def _lines(addresses: list[str]) -> str:
    return "\n".join(proof(address) for address in addresses)


def _listed(evidence: list[Any]) -> str:
    return "\n".join(dict.fromkeys(part for found in evidence for part in (found.title, proof(found.address))))


def _publicity(report: Report) -> list[list[Any]]:
    return [
        [_("Measure"), _("Unit"), _("Target"), _("Done"), _("Until"), _("Evidence")],
        *(
            [
                measure.name,
                measure.unit,
                measure.target,
                measure.done,
                measure.day,
                _lines(measure.proofs),
            ]
            for measure in report.publicity
        ),
    ]


def _rollup(report: Report) -> list[list[Any]]:
    rows: list[list[Any]] = [[line.kind, line.place, line.planned, line.done] for line in report.rollup.lines]
    total = [[_("Total"), "", report.rollup.planned, report.rollup.done]] if rows else []
    return [[_("Kind"), _("Place"), _("Plan"), _("Done")], *rows, *total]


def _days(event: ReportedEvent) -> list[Any]:
    return [event.when.start, event.when.end or event.when.start]


def _events(report: Report) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [event.title, event.kind, *_days(event), ", ".join(event.places), event.planned, event.total]
        for event in report.events
    ]
    total = [[_("Total"), "", None, None, "", None, report.participants]] if rows else []
    heading = [_("Event"), _("Kind"), _("Beginning"), _("End"), _("Places"), _("Participants planned")]
    return [[*heading, _("Participants")], *rows, *total]


def _participants(report: Report) -> list[list[Any]]:
    rows = [
        [event.title, event.when.start, row.place, row.organisation, row.people]
        for event in report.events
        for row in event.came
    ]
    return [[_("Event"), _("Date"), _("Place"), _("Organisation"), _("People")], *rows]


def _counted(report: Report) -> list[list[Any]]:
    return [[_("What is counted"), _("How many")], *([counted.label, counted.value] for counted in report.counted)]
