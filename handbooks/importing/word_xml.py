"""The XML of Word documents: names, safe parsing, and what a part looks like to its reader."""

from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from .archive import DAMAGE, Archive
from .errors import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

# "Strict" documents have the same elements under other names.
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = [
    (STRICT + b"wordprocessingml/main", W),
    (STRICT + b"officeDocument/relationships", R),
    (STRICT + b"officeDocument/math", M),
    (STRICT + b"drawingml/main", A),
    (STRICT + b"drawingml/wordprocessingDrawing", WP),
    (STRICT + b"drawingml/picture", PIC),
]

# No entities, nothing fetched, and libxml2's own limits of depth and size.
PARSING: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
LONGEST_PART = 20 * 2**20


def damaged() -> UnreadableFile:
    """Return the error for what no program can have written like this."""
    return UnreadableFile(_("The document is damaged: it can't be read."))


def too_large() -> UnreadableFile:
    """Return the error for what would take too much memory."""
    return UnreadableFile(_("Unpacked, the file is too large. Divide it into several documents."))


def refuse_doctype(element: Any) -> None:
    """Raise UnreadableFile for XML with a document type, which no Word document has: entities are declared there."""
    if element.getroottree().docinfo.doctype:
        raise UnreadableFile(_("The file is not safe: it declares entities."))


def open_part(archive: Archive, name: str) -> IO[bytes]:
    """Return a part for reading, in the names of transitional documents."""
    with archive.open(name) as file:
        is_strict = STRICT in file.read(8_192)
    if not is_strict:
        return archive.open(name)
    if archive.size(name) > LONGEST_PART:
        raise too_large()
    content = archive.read(name)
    for strict, transitional in TRANSITIONAL:
        content = content.replace(strict, transitional[1:-1].encode())
    return BytesIO(content)


def parse_part(archive: Archive, name: str) -> Any:
    """Return the root of a part, None if there is no such part; raises UnreadableFile."""
    if name not in archive:
        return None
    if archive.size(name) > LONGEST_PART:
        raise too_large()
    try:
        with open_part(archive, name) as file:
            root = etree.parse(file, etree.XMLParser(**PARSING)).getroot()
    except (etree.XMLSyntaxError, *DAMAGE) as error:
        raise damaged() from error
    refuse_doctype(root)
    return root
