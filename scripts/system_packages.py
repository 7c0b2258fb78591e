"""Install the system libraries and programs that Python packages can't bring, or say what is lost without them.

    system_packages.py GROUP ...             carry on whatever happens: the site runs without them
    system_packages.py --required GROUP ...  exit with 1 if something is still missing, for CI

Uses only the standard library: it runs before anything is installed.
"""

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """Something from outside Python: how to see that it is there, Debian's package for it, what is lost without it."""

    is_met: Callable[[], bool]
    package: str
    lost: str


def module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


def library(name: str) -> Callable[[], bool]:
    def is_met() -> bool:
        if find_library(name):
            return True
        try:
            # A slim system may lack the tools that `find_library` asks.
            ctypes.CDLL(f"lib{name}.so.0")
        except OSError:
            return False
        return True

    return is_met


def program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def arabic_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ar"], capture_output=True).stdout)


def postgres_server() -> bool:
    # Debian keeps the server's programs off the PATH, one folder a version.
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


NO_PDF = "no PDF files; everything else works"
NO_BROWSER = "the tests in a browser and the screenshots are left out"
NO_BOXES = "letters of some scripts are boxes in screenshots"
NO_CATALOGUES = "interface translations can be used, but neither collected nor checked"
NO_HTML = "the HTML checker is left out"
NO_ACCESSIBLE = "the checker of PDF files is left out"
NO_SPREADSHEETS = "nobody looks at how spreadsheets open"
NO_POSTGRES = "the tests run on SQLite only"

GROUPS = {
    "python": [Need(module("ensurepip"), "python3-venv", "no virtual environment, so nothing can be installed")],
    "pdf": [
        Need(library("pango-1.0"), "libpango-1.0-0", NO_PDF),
        Need(library("pangoft2-1.0"), "libpangoft2-1.0-0", NO_PDF),
        Need(library("harfbuzz-subset"), "libharfbuzz-subset0", NO_PDF),
    ],
    "browser": [
        Need(program("chromium"), "chromium", NO_BROWSER),
        Need(program("fc-list"), "fontconfig", NO_BOXES),
        Need(arabic_font, "fonts-noto-core", NO_BOXES),
    ],
    "catalogues": [Need(program("msgfmt"), "gettext", NO_CATALOGUES)],
    "html": [
        Need(program("java"), "default-jre-headless", NO_HTML),
        Need(program("npm"), "npm", NO_HTML),
    ],
    # It runs a file of source text, which takes the compiler.
    "accessible": [Need(program("javac"), "default-jdk-headless", NO_ACCESSIBLE)],
    "spreadsheets": [Need(program("soffice"), "libreoffice-calc-nogui", NO_SPREADSHEETS)],
    "postgres": [Need(postgres_server, "postgresql", NO_POSTGRES)],
}


def missing(groups: list[str]) -> list[Need]:
    return [need for group in groups for need in GROUPS[group] if not need.is_met()]


def apt_get() -> list[str] | None:
    """Return the command that installs packages here without asking anybody, if there is one."""
    if not shutil.which("apt-get"):
        return None
    # A dead network or somebody else's running apt-get must not hold up the start for long.
    options = ["Acquire::http::Timeout=20", "Acquire::Retries=1", "DPkg::Lock::Timeout=60"]
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *(f"--option={option}" for option in options)]
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", *command]
    return None


def install(packages: list[str]) -> None:
    command = apt_get()
    if command is None:
        return
    print(f"Installing the system packages {' '.join(packages)}", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        result = subprocess.run([*command, *step], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode:
            print("\n".join(result.stdout.splitlines()[-5:]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="+", choices=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--required", action="store_true")
    arguments = parser.parse_args()

    if needs := missing(arguments.groups):
        install([need.package for need in needs])
        needs = missing(arguments.groups)
    for need in needs:
        print(f"Missing: {need.package}. Without it: {need.lost}.")
    if needs:
        print(f"To install: sudo apt-get install {' '.join(need.package for need in needs)}", flush=True)
    return 1 if needs and arguments.required else 0


if __name__ == "__main__":
    sys.exit(main())
