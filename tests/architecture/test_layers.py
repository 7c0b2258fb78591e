"""Each layer knows only those below it: in imports, foreign keys, page types, and any name written as a string."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

PACKAGES = ["cms", "courses", "handbooks", "home", "search"]
CONTRACT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
# The lowest layer is 0.
LAYER = {
    module.strip(): height for height, layer in enumerate(reversed(CONTRACT["layers"])) for module in layer.split("|")
}
# What puts the site together or configures it may name everything.
ABOVE_ALL = ("cms.settings", "cms.asgi", "cms.wsgi")

MODEL_NAME = re.compile(r"^([a-z_]+)\.[A-Z]\w+$")
MODULE_NAME = re.compile(rf"^(?:{'|'.join(PACKAGES)})(?:\.\w+)+$")


def part_of(module: str) -> str:
    """Return the app, or what else the list of layers names, that a module belongs to; an empty string for none."""
    return max((name for name in LAYER if module == name or module.startswith(f"{name}.")), key=len, default="")


def layer_of(module: str) -> int | None:
    """Return the height of the layer a module belongs to, None for what isn't ours or stands above all."""
    if module.startswith(ABOVE_ALL):
        return None
    part = part_of(module)
    return LAYER[part] if part else None


OUR_APPS = {config.label: config.name for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES}
OUR_MODELS = [model for label in OUR_APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]


def our_modules() -> Iterator[tuple[str, Path]]:
    """Yield the names and files of our modules that belong to a layer, migrations left out."""
    for package in PACKAGES:
        for file in sorted((settings.BASE_DIR / package).rglob("*.py")):
            module = ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")
            if "migrations" not in file.parts and layer_of(module) is not None:
                yield module, file


def test_imports_lead_down_only():
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    result = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 kept, 0 broken" in result.stdout


def test_every_app_of_ours_has_its_layer():
    assert {name for name in OUR_APPS.values() if layer_of(name) is None} == set()


def test_every_layer_exists():
    for name in LAYER:
        path = settings.BASE_DIR / Path(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").exists(), name


def upward(module: str, target: str) -> bool:
    """Return whether a reference from one module of ours to another leads up, or beside in another app of the layer."""
    here, there = layer_of(module), layer_of(target)
    if here is None or there is None:
        return False
    return there > here or (here == there and part_of(module) != part_of(target))


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_lead_down_only(model):
    targets = [
        field.remote_field.model
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        # What stands for a setting (the user model) is named by the configuration.
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and not field.swappable_setting
    ]

    assert [t._meta.label for t in targets if upward(model.__module__, t.__module__)] == []


PAGE_TYPES = [model for model in OUR_MODELS if issubclass(model, Page)]


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("names", ["parent_page_types", "subpage_types"])
def test_page_types_name_only_page_types_of_their_own_layer_or_below(model, names):
    named = [resolve_model_string(name, model._meta.app_label) for name in vars(model).get(names) or []]

    assert [other._meta.label for other in named if upward(model.__module__, other.__module__)] == []


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_page_type_may_stand_somewhere(model):
    assert model.clean_parent_page_models()
    assert model.allowed_parent_page_models()


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the modules that strings in a source file mean and where: `"app.Model"`, `get_model("app", …)`, paths."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") in ("get_model", "get_app_config")
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and first.value in OUR_APPS:
                yield node.lineno, OUR_APPS[first.value]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if (found := MODEL_NAME.match(node.value)) and found[1] in OUR_APPS:
                yield node.lineno, OUR_APPS[found[1]]
            elif MODULE_NAME.match(node.value):
                yield node.lineno, node.value


def test_no_string_in_the_source_names_a_layer_above():
    found = [
        f"{file.relative_to(settings.BASE_DIR)}:{line}: {target}"
        for module, file in our_modules()
        for line, target in names_in(ast.parse(file.read_text()))
        if upward(module, target)
    ]

    assert found == []


def test_names_in_strings_are_seen():
    source = (
        'models.ForeignKey("courses.CoursePage")\napps.get_model("home", "HomePage")\nx = "cms.demo.loader"\ny = "a.B"'
    )

    assert sorted(names_in(ast.parse(source))) == [(1, "courses"), (2, "home"), (3, "cms.demo.loader")]
    assert upward("handbooks.models", "courses")
    assert upward("cms.core.pages", "cms.projects.models")
    assert not upward("courses.models", "handbooks")
    assert upward("home.models", "search")
