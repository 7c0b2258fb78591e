"""Certificates on paper: A4, PDF/UA-1."""

from base64 import b64encode
from collections.abc import Sequence

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from cms.core.pdf import html_to_pdf
from cms.core.routing.views import qr_svg

from .models import Certificate


def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """Return certificates as one PDF file, each on a page of its own and in its own language.

    Raises PdfEngineMissing.
    """
    with translation.override(certificates[0].language):
        html = render_to_string(
            "courses/certificates/pdf.html", {"sheets": [_sheet(certificate) for certificate in certificates]}
        )
    return html_to_pdf(html, str(finders.find("certificate.css")))


def _sheet(certificate: Certificate) -> str:
    with translation.override(certificate.language):
        qr = b64encode(qr_svg(certificate.address)).decode()
        return render_to_string("courses/certificates/sheet.html", {"certificate": certificate, "qr": qr})
