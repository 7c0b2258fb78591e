"""The cache of an installation without Redis."""

from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class FileCache(FileBasedCache):
    """Django's cache in files, with an `add` that succeeds for one only of any number of processes at the same moment,
    as Redis's does. Django's own looks first and writes then.
    """

    def __init__(self, folder: str | Path, params: dict[str, Any]) -> None:
        super().__init__(str(folder), params)
        self.folder = Path(folder)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one; return whether it was kept."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "add.lock").open("w") as file:
            locks.lock(file, locks.LOCK_EX)
            return super().add(key, value, timeout, version)
