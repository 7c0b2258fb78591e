"""A certificate's public page, by which anybody can verify it, and the files."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.core.pdf import PdfEngineMissing
from cms.core.routing.addresses import address_in
from cms.languages.versions import versions_of_view

from .badges import badge_of, issuer_profile
from .models import Certificate
from .pdf import certificates_pdf

# Pages of other sites that verify badges ask from the browser.
ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}


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


@never_cache
@require_safe
def badge(request: HttpRequest, number: str) -> HttpResponse:
    """Return a certificate as signed badge, to keep in a wallet or hand on."""
    found = get_object_or_404(Certificate, number=number)
    if found.revoked_at:
        return redirect(address_in(found.language, "certificate", number))
    headers = {"Content-Disposition": f'attachment; filename="badge-{number}.json"'} | ANY_ORIGIN
    return JsonResponse(badge_of(found), content_type="application/vc+ld+json", headers=headers)


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """Return who issues badges here, and the public key that verifies them."""
    return JsonResponse(issuer_profile(), headers=ANY_ORIGIN)


def _page(request: HttpRequest, found: Certificate, status: int = 200) -> HttpResponse:
    versions = versions_of_view("certificate", found.number)
    context = {"certificate": found, "versions": versions, "no_pdf": status != 200}
    return render(request, "courses/certificates/certificate.html", context, status=status)
