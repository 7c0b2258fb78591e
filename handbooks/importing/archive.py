"""Zip files from anybody: nothing is unpacked to disk, and nothing is read before the whole list has been judged.

A zip names its sizes before its content, and Python reads no more of a file than its entry names; so the list is what
has to be limited.
"""

import stat
import zlib
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import UnreadableFile

MOST_FILES = 5_000
# Text compresses to a tenth; what claims much more is made to fill memory. Small files don't matter.
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 10 * 2**20
ENCRYPTED = 0x1
# What unpacking raises where a file is damaged.
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class Archive:
    """A zip file whose list of files is harmless.

    Raises UnreadableFile for one that is broken, encrypted, too large unpacked, or that names files outside of itself.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (*DAMAGE, ValueError) as error:
            raise _damaged() from error
        file.seek(0, 2)
        _refuse_bombs(entries, file.tell())
        for entry in entries:
            _refuse_entry(entry)
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) < len(entries):
            raise _damaged()

    @property
    def names(self) -> list[str]:
        """The files in it."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Return the bytes of a file, unpacked."""
        return self._entries[name].file_size

    def open(self, name: str) -> IO[bytes]:
        """Return a file for reading; raises KeyError for one that isn't there."""
        return self._zip.open(self._entries[name])

    def read(self, name: str) -> bytes:
        """Return a file's content; raises KeyError for one that isn't there, UnreadableFile for a damaged one."""
        try:
            with self.open(name) as file:
                return file.read()
        except DAMAGE as error:
            raise _damaged() from error


def _damaged() -> UnreadableFile:
    return UnreadableFile(_("The file is damaged: it can't be unpacked."))


def _refuse_bombs(entries: list[ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bombs = [
        entry
        for entry in entries
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size)
    ]
    # Packed files that together are larger than the zip lie over each other.
    overlapping = sum(entry.compress_size for entry in entries) > size
    if unpacked > settings.IMPORT_MAX_UNPACKED_BYTES or len(entries) > MOST_FILES or bombs or overlapping:
        raise UnreadableFile(_("Unpacked, the file is too large. Divide it into several documents."))


def _refuse_entry(entry: Any) -> None:
    name = entry.filename
    # Python has turned backslashes into slashes only where the system separates by them.
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile(_("The file is not safe: it names files outside of itself."))
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableFile(_("The file is protected by a password. Save it without one."))
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _damaged()
