"""How modules are written: apps don't know the settings files, and what others may use says what it does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ["cms", "courses", "handbooks", "home", "search"]
SETTINGS = "cms.settings"
# These only say which settings file is meant, for programs that start without one.
ENTRANCES = {"cms/asgi.py", "cms/wsgi.py", "cms/celery.py"}

FILES = sorted(
    file
    for package in PACKAGES
    for file in (settings.BASE_DIR / package).rglob("*.py")
    if "migrations" not in file.parts
)


def name_of(file: Path) -> str:
    return file.relative_to(settings.BASE_DIR).as_posix()


APPS = [file for file in FILES if not name_of(file).startswith("cms/settings/")]


def imported_by(file: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports, and of what it takes from them."""
    package = file.relative_to(settings.BASE_DIR).parent.parts
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", APPS, ids=name_of)
def test_an_app_asks_django_for_settings_and_not_a_file(file):
    assert [module for module in imported_by(file) if f"{module}.".startswith(f"{SETTINGS}.")] == []


@pytest.mark.parametrize("file", [file for file in APPS if name_of(file) not in ENTRANCES], ids=name_of)
def test_an_app_names_no_settings_file(file):
    strings = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]

    assert [text for text in strings if isinstance(text, str) and text.startswith(f"{SETTINGS}.")] == []


def without_docstring(tree: ast.Module) -> list[str]:
    """Return the public functions and classes that don't say what they are for."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    public = [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
    return [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("file", APPS, ids=name_of)
def test_what_is_public_says_what_it_is_for(file):
    assert without_docstring(ast.parse(file.read_text())) == []


def test_what_lacks_a_docstring_is_seen():
    source = 'def f(): ...\nclass C:\n    """Has one."""\nclass D: ...\ndef _g(): ...'

    assert without_docstring(ast.parse(source)) == ["f", "D"]
