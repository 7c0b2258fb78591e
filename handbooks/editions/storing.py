"""Where files lie, and what is known of them."""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from .models import Build, private_storage

FOLDER = "editions"
CHUNK = 256 * 1024


def measure(file: BinaryIO) -> tuple[int, str]:
    """Return a file's size in bytes and its SHA-256, reading it in pieces."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def stored_name(build: Build, suffix: str) -> str:
    """Return under which name a file is kept."""
    return f"{FOLDER}/{build.handbook_key}/{build.language}/{build.format_name}-{build.id}.{suffix}"


def stored_files(folder: str = FOLDER) -> Iterator[str]:
    """Yield the names of all files that are kept."""
    storage: Any = private_storage()
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from stored_files(f"{folder}/{name}")
