"""A certificate's public page, by which anybody can verify it, and the files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.core.pdf import PdfEngineMissing
from cms.core.routing.addresses import address_in
from cms.languages.versions import home_versions

from .models import Certificate
from .pdf import certificates_pdf


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Show what a certificate says; of a revoked one only that it was revoked."""
    return _page(request, get_object_or_404(Certificate, number=number))


@never_cache
@require_safe
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """Return a certificate as PDF, in its own language."""
    found = get_object_or_404(Certificate, number=number)
    if found.revoked_at:
        return redirect("certificate", number)
    try:
        pdf = certificates_pdf([found])
    except PdfEngineMissing:
        return _page(request, found, 503)
    return HttpResponse(
        pdf, "application/pdf", headers={"Content-Disposition": f'inline; filename="certificate-{number}.pdf"'}
    )


def _page(request: HttpRequest, found: Certificate, status: int = 200) -> HttpResponse:
    versions = [
        home._replace(address=address_in(home.language, "certificate", found.number)) for home in home_versions()
    ]
    context = {"certificate": found, "versions": versions, "no_pdf": status != 200}
    return render(request, "courses/certificates/certificate.html", context, status=status)
