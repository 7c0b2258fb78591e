"""Badges are verified by a second implementation (`make outside` fetches it), without any network."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from openbadgeslib.ob3.contexts import bundled_contexts

from courses.certificates.badges import badge_of, issuer_profile
from courses.certificates.models import Certificate

pytestmark = pytest.mark.outside

CHECKERS = Path(settings.BASE_DIR, "scripts", "checkers")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def badge() -> dict:
    return badge_of(
        Certificate(
            number="1234-5678-9012-3456",
            course_key=uuid4(),
            language="bg",
            name="محمد Щърбанов",
            course="Общи случаи",
            outcomes=["да слушате", "да питате"],
            organisation="Сдружение „Мост“",
            funding="С подкрепата на Европейския съюз.",
            reason="check",
            criterion={"right": 9, "total": 10, "pass_mark": 80},
            issued_at=datetime(2026, 11, 25, tzinfo=UTC),
        )
    )


@pytest.fixture
def verify():
    """Return a function that says whether a badge is verified, and by what it isn't."""
    if not (CHECKERS / "node_modules" / "@digitalbazaar").exists():
        pytest.skip("The second implementation is not installed; `make outside` does it")

    def run(badge: dict) -> dict:
        document = {"badge": badge, "issuer": issuer_profile(), "contexts": bundled_contexts()}
        result = subprocess.run(
            ["node", "verify_badge.mjs"], cwd=CHECKERS, input=json.dumps(document), capture_output=True, text=True
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return run


def test_a_badge_is_verified(badge, verify):
    assert verify(badge) == {"verified": True, "errors": []}


def test_a_changed_badge_is_not(badge, verify):
    badge["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody else"

    assert verify(badge) == {"verified": False, "errors": ["Invalid signature."]}


def test_a_badge_signed_with_another_key_is_not(badge, verify, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "another"

    assert verify(badge) == {"verified": False, "errors": ["Invalid signature."]}
