"""The settings of a public installation: what they refuse, that Django finds nothing unsafe, that the image builds.

Each start is a process of its own, because settings are read once.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ENOUGH = {"SECRET_KEY": "only-for-tests" * 4, "ALLOWED_HOSTS": "example.org", "BASE_URL": "https://example.org"}
DOCKERFILE = Path(settings.BASE_DIR, "deploy", "Dockerfile").read_text(encoding="utf-8")


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run a management command under the production settings with these variables and none of our own."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATABASE_URL": "sqlite://:memory:",
        **variables,
    }
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)


def test_django_finds_nothing_unsafe():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **ENOUGH)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"), [("SECRET_KEY", ""), ("SECRET_KEY", "short"), ("ALLOWED_HOSTS", ""), ("BASE_URL", "")]
)
def test_without_what_makes_it_safe_the_site_does_not_start(name, value):
    done = manage("check", **ENOUGH | {name: value})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name} must" in done.stderr


def test_the_demos_log_ins_can_not_be_loaded():
    done = manage("load_demo", **ENOUGH)
    assert done.returncode != 0
    assert "CommandError" in done.stderr


def test_the_variables_that_the_image_is_built_with_are_enough():
    (exported,) = re.findall(r"^RUN export (.+?) \\$", DOCKERFILE, re.M)
    done = manage("check", **dict(variable.split("=", 1) for variable in exported.split()))
    assert done.returncode == 0, done.stderr
