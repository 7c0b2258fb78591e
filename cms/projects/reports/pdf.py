"""A report on paper: A4, PDF/UA-1."""

import mimetypes
from base64 import b64encode
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from cms.core.pdf import html_to_pdf

from ..funding import Funding
from .parts import parts_of
from .report import Report


def report_pdf(report: Report, source: Any) -> bytes:
    """Return a report of a project (its source page) as a PDF file in the report's language.

    Raises PdfEngineMissing.
    """
    with translation.override(report.language):
        context = {"report": report, "funding": _funding(report, source), **parts_of(report)}
        html = render_to_string("projects/reports/pdf.html", context)
    return html_to_pdf(html, str(finders.find("report.css")))


def _funding(report: Report, source: Any) -> Funding | None:
    """Return the funding with the logo in it: a PDF file is made without fetching anything."""
    if report.funding is None or report.funding.emblem != "logo":
        return report.funding
    logo = source.programme.logo
    if logo is None:
        return report.funding._replace(emblem="")
    with logo.file.open("rb") as file:
        content = b64encode(file.read()).decode()
    kind = mimetypes.guess_type(logo.file.name)[0] or "image/png"
    return report.funding._replace(logo_url=f"data:{kind};base64,{content}")
