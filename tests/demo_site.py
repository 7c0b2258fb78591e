"""The demo as a running site, for tests that go through the network.

It is what `make demo` runs: the same settings, server, static files and caches. Loading takes a while, so it happens
once a test run; every test process then serves a copy of its own and may write to it. It has its own database, so
nothing of it is seen by other tests.
"""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import environ
import psycopg
import pytest
import requests
from bs4 import BeautifulSoup
from psycopg.sql import SQL, Composable, Identifier

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""
LOADED = "test_demo"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class DemoSite(NamedTuple):
    """The running site."""

    address: str
    environment: dict[str, str]

    def last_mail(self) -> str:
        """Return the text of the e-mail that was sent last."""
        newest = max(Path(self.environment["VAR_DIR"], "mail").iterdir(), key=lambda file: file.stat().st_mtime)
        return newest.read_text(encoding="utf-8")

    def url(self, path: str) -> str:
        """Return the full address of a path."""
        return urljoin(self.address, path)

    def get(self, path: str, **options) -> requests.Response:
        """Ask for a path, as a visitor without cookies."""
        return requests.get(self.url(path), timeout=60, **options)

    def soup(self, path: str) -> BeautifulSoup:
        """Return the parsed page at a path, whatever its status."""
        return BeautifulSoup(self.get(path).text, "html.parser")

    def paths(self) -> list[str]:
        """Return the paths of all pages in the sitemap, all languages."""
        locations = ElementTree.fromstring(self.get("/sitemap.xml").content).iter(f"{SITEMAP}loc")
        return [urlsplit(location.text).path for location in locations]

    def short_code(self, page: str) -> str:
        """Return the code of the short address that a page shows."""
        return self.soup(page).select_one(".share [href*='/go/']")["href"].strip("/").split("/")[2]

    def run(self, code: str) -> Any:
        """Run Python code on the site's own data, and return what it printed as JSON."""
        return json.loads(manage(self.environment, "shell", "--no-imports", "--command", code))


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory, worker_id) -> Iterator[DemoSite]:
    """Serve the demo for as long as the tests of this process run."""
    temporary = tmp_path_factory.getbasetemp()
    shared = temporary if worker_id == "master" else temporary.parent
    loaded = shared / "demo"
    with lock(shared / "demo.lock"):
        if not loaded.exists():
            load(shared / "demo-loading")
            (shared / "demo-loading").rename(loaded)
        copy = shared / f"demo-{worker_id}"
        shutil.copytree(loaded, copy)
        create_database(f"{LOADED}_{worker_id}", template=LOADED)

    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        environment = environment_of(copy, f"{LOADED}_{worker_id}", address)
        manage(environment, "load_demo")  # it only tells the site its new address
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"fd://{listener.fileno()}"]
        options = [
            "--worker-class",
            "gthread",
            "--workers",
            "2",
            "--threads",
            "4",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, pass_fds=[listener.fileno()])
    # The server has the socket now: what is asked before it is ready waits there, and is refused if it fails.
    try:
        yield DemoSite(address, environment)
    finally:
        server.terminate()
        server.wait()
        drop_database(f"{LOADED}_{worker_id}")


def load(folder: Path) -> None:
    """Make a site with demo content in a folder."""
    (folder / "broker" / "queue").mkdir(parents=True)
    create_database(LOADED)
    environment = environment_of(folder, LOADED, "http://127.0.0.1/")
    for command in (["migrate"], ["load_demo"], ["collectstatic", "--no-input"]):
        manage(environment, *command)


def environment_of(folder: Path, database: str, address: str) -> dict[str, str]:
    """Return the environment of a site with its data in a folder, and its rows in PostgreSQL where the tests do so."""
    kept = ("PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE")
    environment = {name: os.environ[name] for name in kept if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(folder),
        "BASE_URL": address.rstrip("/"),
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }
    return environment | ({"DATABASE_URL": f"{POSTGRES.rsplit('/', 1)[0]}/{database}"} if POSTGRES else {})


def manage(environment: dict[str, str], *command: str) -> str:
    """Run a management command and return what it says; that is shown if it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a lock that the other test processes respect."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def create_database(name: str, template: str = "template1") -> None:
    """Make an empty database, or a copy of one, if the tests run on PostgreSQL."""
    drop_database(name)
    administer(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


def drop_database(name: str) -> None:
    """Take a database away, if the tests run on PostgreSQL."""
    administer(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def administer(statement: Composable) -> None:
    """Run a statement on the PostgreSQL server, if the tests run on one."""
    if POSTGRES:
        config = environ.Env.db_url_config(POSTGRES)
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        parameters = {name: config[key] for name, key in names.items() if config[key]}
        with psycopg.connect(**parameters, autocommit=True) as connection:
            connection.execute(statement)
