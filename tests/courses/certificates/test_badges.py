"""Certificates as Open Badges: signed, the same each time, verified with the key that the site serves."""

import json
import os
import stat
import subprocess
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier

from courses.certificates import services
from courses.certificates.models import Certificate
from courses.certificates.signing import FILE, signing_key


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Each test has a folder of its own for the key."""
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def certificate(anna, course) -> Certificate:
    return anna.certificate(anna.pass_check(course), "محمد Щърбанов")


def badge(client, certificate: Certificate) -> dict:
    return client.get(f"/certificates/{certificate.number}/badge.json").json()


def verify(client, document: dict):
    """Verify a badge with what the site serves and nothing else."""
    profile = client.get("/certificates/did.json").content
    return OB3LdpVerifier().verify(document, download=lambda *args, **kwargs: profile)


def test_a_badge_is_verified_with_the_key_that_the_site_serves(client, certificate):
    found = verify(client, badge(client, certificate))

    assert found.achievement.name == certificate.course
    assert found.issuer.name == certificate.organisation
    assert [one.identity_hash for one in found.identifiers] == [certificate.name]
    assert found.evidence_url == certificate.address


def test_it_says_what_its_kind_and_its_cryptosuite_are(client, certificate):
    document = badge(client, certificate)

    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (document["proof"]["type"], document["proof"]["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
    assert certificate.funding in document["credentialSubject"]["achievement"]["description"]


@pytest.mark.parametrize("name", ["name", "validFrom", "id"])
def test_a_changed_badge_is_no_badge(client, certificate, name):
    document = badge(client, certificate) | {name: {"validFrom": "2020-01-01T00:00:00Z"}.get(name, "urn:uuid:1")}

    with pytest.raises(LibOpenBadgesException):
        verify(client, document)


def test_a_badge_with_another_name_is_no_badge(client, certificate):
    document = badge(client, certificate)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody else"

    with pytest.raises(LibOpenBadgesException):
        verify(client, document)


def test_it_is_the_same_each_time(client, certificate):
    assert badge(client, certificate) == badge(client, certificate)


def test_a_course_that_changes_later_does_not_touch_it(client, certificate, course):
    before = badge(client, certificate)
    course.title, course.outcomes = "Друг курс", "друго"
    course.save_revision().publish()

    assert badge(client, certificate) == before


def test_of_a_revoked_one_there_is_no_badge(client, certificate):
    services.revoke(certificate=certificate)
    response = client.get(f"/certificates/{certificate.number}/badge.json")

    assert (response.status_code, response["Location"]) == (302, f"/bg/certificates/{certificate.number}/")


def test_its_page_leads_to_the_badge(client, certificate):
    html = client.get(f"/bg/certificates/{certificate.number}/").content.decode()

    assert f'href="/certificates/{certificate.number}/badge.json"' in html


@pytest.mark.parametrize(
    ("base", "issuer"),
    [
        ("https://handbooks.example.org", "did:web:handbooks.example.org:certificates"),
        ("http://localhost:8010", "did:web:localhost%3A8010:certificates"),
    ],
)
def test_the_issuer_is_named_by_the_address_of_its_key(client, settings, base, issuer):
    settings.BASE_URL = base
    profile = client.get("/certificates/did.json").json()

    assert profile["id"] == issuer
    assert profile["assertionMethod"] == [profile["verificationMethod"][0]["id"]] == [f"{issuer}#key"]


def test_other_sites_may_ask_for_the_key(client):
    assert client.get("/certificates/did.json")["Access-Control-Allow-Origin"] == "*"


def test_the_key_never_leaves_the_site(client):
    signing_key()
    secret = (settings.VAR_DIR / FILE).read_text()

    assert secret not in client.get("/certificates/did.json").content.decode()


# The key


def test_the_key_is_made_once_and_only_its_owner_reads_it():
    first = signing_key().private_bytes_raw()
    path = settings.VAR_DIR / FILE

    assert signing_key().private_bytes_raw() == first
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert [file.name for file in settings.VAR_DIR.iterdir()] == [FILE]


def test_the_key_of_the_environment_comes_first(settings):
    settings.SIGNING_KEY = b64encode(bytes(range(32))).decode()

    assert signing_key().private_bytes_raw() == bytes(range(32))
    assert not settings.VAR_DIR.exists()


@pytest.mark.parametrize("wrong", ["short", b64encode(b"16 bytes long...").decode(), "not base64!"])
def test_a_key_that_is_none_is_refused(settings, wrong):
    settings.SIGNING_KEY = wrong

    with pytest.raises(ValueError):
        signing_key()


def test_threads_that_make_the_key_at_once_have_the_same():
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _number: signing_key().private_bytes_raw(), range(32)))

    assert len(set(keys)) == 1


@pytest.mark.long
def test_processes_that_make_the_key_at_once_have_the_same(tmp_path):
    code = (
        "import django; django.setup(); from pathlib import Path; from django.conf import settings;"
        f"settings.VAR_DIR = Path({str(tmp_path)!r}) / 'shared';"
        "from courses.certificates.signing import signing_key; print(signing_key().private_bytes_raw().hex())"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, cwd=settings.BASE_DIR)
        for _number in range(3)
    ]

    assert len({process.communicate()[0] for process in running}) == 1
    assert all(process.returncode == 0 for process in running)


def test_a_badge_is_json_with_every_script_readable(client, certificate):
    text = client.get(f"/certificates/{certificate.number}/badge.json").content.decode()

    assert json.loads(text)["credentialSubject"]["identifier"][0]["identityHash"] == "محمد Щърбанов"
