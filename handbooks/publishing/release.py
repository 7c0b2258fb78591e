"""Which version of the code makes the files."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

# What a file is made with besides its text; a change there makes every file anew.
MADE_WITH = (
    "handbooks/publishing",
    "handbooks/templates/handbooks/publishing",
    "cms/core/blocks",
    "cms/core/fonts",
    "cms/core/medium.py",
    "cms/core/pdf.py",
    "cms/core/richtext.py",
    "cms/templates/core",
    "cms/templates/images",
    "cms/templates/projects/emblem.html",
    "cms/static",
    "locale",
)
SUFFIXES = {".py", ".html", ".css", ".js", ".svg", ".xml", ".xhtml", ".opf", ".ncx", ".po"}


@cache
def release() -> str:
    """Return a name for the code, templates, styles and interface words that files are made with."""
    digest = hashlib.sha256()
    for place in MADE_WITH:
        path = Path(settings.BASE_DIR, place)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in SUFFIXES and file.is_file():
                digest.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
