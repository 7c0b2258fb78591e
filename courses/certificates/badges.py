"""Certificates as Open Badges 3.0: JSON that anybody can verify without asking us, but for our public key.

The proof's cryptosuite is eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0). The issuer is known by a did:web
identifier, which says where its key is served: `did:web:<host>:certificates` at `/certificates/did.json`.
"""

from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cms.core.routing.addresses import full_address

from .models import Certificate
from .signing import signing_key

KEY = "key"


def issuer_id() -> str:
    """Return the identifier of this site as an issuer."""
    from openbadgeslib.ob3.did import did_web_from_url

    # did:web always means https; nobody can fetch the key of a site without it.
    return did_web_from_url(full_address("certificates").replace("http:", "https:", 1))


def issuer_profile() -> dict[str, Any]:
    """Return who issues badges here, with the public key (Controlled Identifiers 1.0, Multikey)."""
    from openbadgeslib.ob3.did import multikey_from_pem

    issuer = issuer_id()
    method = f"{issuer}#{KEY}"
    public = signing_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": issuer,
        "type": ["Profile"],
        "name": settings.ISSUER_NAME,
        "url": full_address("/"),
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": issuer,
                "publicKeyMultibase": multikey_from_pem(public),
            }
        ],
        "assertionMethod": [method],
    }


def badge_of(certificate: Certificate) -> dict[str, Any]:
    """Return a certificate as signed badge; the same each time."""
    # Heavy, and rarely asked for.
    from openbadgeslib.ob3.credential import Achievement, Evidence, IdentityObject, Issuer, OpenBadgeCredential
    from openbadgeslib.ob3.ldp import OB3LdpSigner

    with translation.override(certificate.language):
        criterion = render_to_string("courses/certificates/reason.html", {"certificate": certificate})
    issuer = issuer_id()
    told = [*certificate.outcomes, certificate.funding]
    credential = OpenBadgeCredential(
        id=full_address(reverse("badge", args=[certificate.number])),
        issuer=Issuer(id=issuer, name=certificate.organisation, url=full_address("/")),
        recipient_id=None,
        identifiers=[IdentityObject(identity_hash=certificate.name, identity_type="name", hashed=False)],
        achievement=Achievement(
            id=f"urn:uuid:{certificate.course_key}",
            name=certificate.course,
            description="\n".join(line for line in told if line) or certificate.course,
            criteria_narrative=criterion.strip(),
            achievement_type="CertificateOfCompletion",
        ),
        # The page that says whether it was revoked.
        evidence=[Evidence(id=certificate.address)],
        issuance_date=certificate.issued_at,
    )
    signer = OB3LdpSigner(signing_key(), f"{issuer}#{KEY}")
    return signer.sign(credential, created=certificate.issued_at)
