"""What a format is, and which there are: every module of this package that says `FORMATS`."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import BinaryIO, NamedTuple

from django.utils.functional import Promise

from .book import Book

Progress = Callable[[float], None]


class Written(NamedTuple):
    """What is known of a file once it is written: its printed pages, None where it has none."""

    pages: int | None = None


@dataclass(frozen=True)
class Format:
    """A form in which a handbook is downloaded.

    `name` stands in addresses and rows, `purpose` says in plain words what readers want it for, `label` what it is,
    `suffix` ends the file's name. `write(book, target, progress)` writes the file into a seekable binary file and
    calls `progress` with the share that is done (0 to 1); it raises `ContentProblem` for what an editor has to mend.
    What is `on_request` is made only when somebody asks for it.
    """

    name: str
    purpose: str | Promise
    label: str | Promise
    suffix: str
    media_type: str
    write: Callable[[Book, BinaryIO, Progress], Written]
    on_request: bool = False


@cache
def all_formats() -> dict[str, Format]:
    """Return the formats by name, in the order of their modules' names."""
    package = import_module(__package__)
    modules = [import_module(f"{__package__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
    return {format.name: format for module in modules for format in getattr(module, "FORMATS", ())}
