"""Word documents (.docx), read by mammoth one chapter at a time.

mammoth reads a whole document into memory and says nothing of what it leaves out. So the text is read as a stream
first, prepared (`word_markup`), and each chapter goes to mammoth as a small document of its own.
"""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import mammoth
from django.utils.translation import gettext as _
from lxml import etree

from .archive import DAMAGE, Archive
from .converter import Converter, unmarked
from .document import Place
from .errors import UnreadableFile
from .word_markup import STYLE, Preparer, blocks_in, marked_paragraph, read_styles, role_of
from .word_xml import PARSING, RELATIONSHIPS, R, W, damaged, open_part, parse_part, refuse_doctype, too_large

# Of one paragraph or table, which is held in memory as a whole.
MOST_ELEMENTS = 100_000
MOST_LETTERS = 2_000_000
# What mammoth reads at once where no heading divides it.
ELEMENTS_AT_ONCE = 20_000

STYLE_MAP = "\n".join(
    [
        *(f"p.{STYLE}Heading{level} => h{level}:fresh" for level in range(1, 7)),
        *(f"p.{STYLE}{role} => p.mostik-{role.lower()}:fresh" for role in ("Title", "Subtitle", "Caption", "Contents")),
        f"p.{STYLE}Quote => blockquote > p:fresh",
        "r[style-name='Emphasis'] => em",
        "r[style-name='Intense Emphasis'] => em",
        "u => u",
        "highlight => mark",
    ]
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Relations = dict[str, tuple[str, str, bool]]


def read_word(archive: Archive, converter: Converter) -> None:
    """Read a Word document into a converter; raises UnreadableFile."""
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.names):
        raise UnreadableFile(_("The document contains macros. Save it as a Word document (.docx) without them."))
    WordReader(archive, converter).read()


class WordReader:
    """Reads one document."""

    def __init__(self, archive: Archive, converter: Converter) -> None:
        self.archive = archive
        self.converter = converter
        self.main = self._part("", "officeDocument", "word/document.xml")
        if self.main not in archive:
            raise UnreadableFile(_("This is no Word document (.docx)."))
        self.relations = self._relations(self.main)
        self.styles = parse_part(archive, self._part(self.main, "styles", "word/styles.xml"))
        self.numbering = parse_part(archive, self._part(self.main, "numbering", "word/numbering.xml"))
        styles = read_styles(self.styles)
        self.notes: dict[tuple[str, str], Any] = {}
        self.note_relations: dict[str, Relations] = {}
        for kind in ("footnote", "endnote"):
            self._read_notes(kind, styles)
        self.preparer = Preparer(styles, self.relations, set(self.notes))

    def read(self) -> None:
        """Read the whole document, chapter by chapter."""
        document = self.converter.document
        self._read_title()
        if any(self._has_words(target) for kind, target, _out in self.relations.values() if kind in FURNITURE):
            document.remark("furniture", Place("", "", 0, ""))
        waiting: list[Any] = []
        count = 0
        for element in self._blocks():
            # A list is not divided: it would begin anew.
            is_full = count > ELEMENTS_AT_ONCE and element.find(f"{W}pPr/{W}numPr") is None
            if waiting and (is_full or role_of(element) == "Heading1"):
                self._convert(waiting)
                waiting, count = [], 0
            waiting.append(element)
            count += sum(1 for _below in element.iter())
        self._convert(waiting)

    # Parts

    def _relations(self, part: str) -> Relations:
        """Return a part's relations: by id their type's last word, target (a name in the file, or an address outside of
        it), and whether it is outside. An empty name stands for the file as a whole.
        """
        folder, name = posixpath.split(part)
        root = parse_part(self.archive, posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for row in root if root is not None else ():
            target, outside = row.get("Target") or "", row.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[row.get("Id") or ""] = ((row.get("Type") or "").rpartition("/")[2], target, outside)
        return found

    def _part(self, of: str, kind: str, usual: str) -> str:
        """Return the name of a part that a relation of this type leads to, else the usual one."""
        targets = [target for found, target, outside in self._relations(of).values() if found == kind and not outside]
        return next(iter(targets), usual)

    def _read_notes(self, kind: str, styles: Any) -> None:
        part = self._part(self.main, f"{kind}s", f"word/{kind}s.xml")
        root = parse_part(self.archive, part)
        if root is None:
            return
        relations = self.note_relations[kind] = self._relations(part)
        preparer = Preparer(styles, relations, set())
        for note in root.iter(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                blocks = [prepared for block in list(blocks_in(note)) for prepared in preparer.prepare(block)]
                note[:] = blocks
                self.notes[kind, note.get(f"{W}id") or ""] = note

    def _read_title(self) -> None:
        """Take the title from the document's properties; one in the text itself comes before."""
        root = parse_part(self.archive, "docProps/core.xml")
        title = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
        if title is not None and (title.text or "").strip():
            self.converter.title = unmarked(title.text).strip()

    def _has_words(self, part: str) -> bool:
        root = parse_part(self.archive, part)
        # A page's number alone is a field, whose last result is a number.
        words = "".join(text.text or "" for text in root.iter(f"{W}t")) if root is not None else ""
        return any(letter.isalpha() for letter in words)

    # The text

    def _blocks(self) -> Iterator[Any]:
        """Yield the text's paragraphs and tables, prepared; each is forgotten before the next is read."""
        body = None
        elements = letters = 0
        try:
            with open_part(self.archive, self.main) as file:
                for event, element in etree.iterparse(file, events=("start", "end"), **PARSING):
                    if event == "start":
                        elements += 1
                        if body is None:
                            refuse_doctype(element)
                            body = element if element.tag == f"{W}body" else None
                        continue
                    letters += len(element.text or "")
                    if elements > MOST_ELEMENTS or letters > MOST_LETTERS:
                        raise too_large()
                    if body is not None and element.getparent() is body:
                        yield from self._prepared(element)
                        elements = letters = 0
                        element.clear()
                        while element.getprevious() is not None:
                            del body[0]
        except (etree.XMLSyntaxError, *DAMAGE) as error:
            raise damaged() from error
        if body is None:
            raise UnreadableFile(_("This is no Word document (.docx)."))

    def _prepared(self, element: Any) -> Iterator[Any]:
        """Yield what stands for an element of the body: itself, what is in it, or nothing."""
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield from self.preparer.prepare(element)
        elif element.tag == f"{W}sdt" and _is_contents(element):
            self.converter.document.remark("contents", Place("", "", 0, ""))
        elif element.tag == f"{W}altChunk":
            yield marked_paragraph("object")
        else:
            for block in list(blocks_in(element)):
                yield from self.preparer.prepare(block)

    # Handing over to mammoth

    def _convert(self, elements: list[Any]) -> None:
        """Convert a part of the text."""
        if not elements:
            return
        try:
            result = mammoth.convert_to_html(
                self._small_document(elements),
                style_map=STYLE_MAP,
                include_embedded_style_map=False,
                external_file_access=False,
                convert_image=_picture_address,
            )
        except UnreadableFile:
            raise
        # What is out of order in a document shows itself in mammoth in many ways.
        except Exception as error:
            raise damaged() from error
        self.converter.feed(result.value)
        if any("w:sym" in message.message for message in result.messages):
            chapter = self.converter.chapter.title if self.converter.chapter else ""
            self.converter.document.remark("symbol", Place(chapter, "", 0, ""))

    def _small_document(self, elements: list[Any]) -> BytesIO:
        """Return a Word document of these elements; in the place of each picture stands its name."""
        parts: dict[str, bytes] = {}
        root = etree.Element(f"{W}document")
        etree.SubElement(root, f"{W}body").extend(elements)
        relations = _used(root, self.relations)
        _add_part(parts, "document", root, relations)
        for _kind, target, outside in relations.values():
            if not outside:
                parts[target] = target.encode()
        for kind in ("footnote", "endnote"):
            notes = etree.Element(f"{W}{kind}s")
            wanted = [reference.get(f"{W}id") or "" for reference in root.iter(f"{W}{kind}Reference")]
            notes.extend(self.notes[kind, key] for key in dict.fromkeys(wanted))
            if len(notes):
                used = _used(notes, self.note_relations[kind])
                _add_part(parts, f"{kind}s", notes, used)
                parts |= {target: target.encode() for _kind, target, outside in used.values() if not outside}
        if self.styles is not None:
            parts["word/styles.xml"] = _slim_styles(self.styles)
        if self.numbering is not None:
            parts["word/numbering.xml"] = _slim_numbering(self.numbering, root)
        file = BytesIO()
        with ZipFile(file, "w") as small:
            for name, content in parts.items():
                small.writestr(name, content)
        return file


FURNITURE = ("header", "footer")


@mammoth.images.img_element
def _picture_address(image: Any) -> dict[str, str]:
    with image.open() as file:
        return {"src": quote(file.read().decode())}


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _used(root: Any, relations: Relations) -> Relations:
    """Return the relations that are referred to."""
    ids = {element.get(f"{R}{name}") for element in root.iter() for name in ("id", "embed")}
    return {key: relation for key, relation in relations.items() if key in ids}


def _add_part(parts: dict[str, bytes], name: str, root: Any, relations: Relations) -> None:
    parts[f"word/{name}.xml"] = etree.tostring(root, encoding="utf-8")
    rows = etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
    for key, (kind, target, outside) in relations.items():
        target = target if outside else f"/{target}"
        etree.SubElement(rows, f"{{{RELATIONSHIPS}}}Relationship", Id=key, Type=f"{OFFICE}/{kind}", Target=target)
    parts[f"word/_rels/{name}.xml.rels"] = etree.tostring(rows, encoding="utf-8")


def _slim_styles(root: Any) -> bytes:
    """Return the styles with nothing but their names, and of lists their numbering."""
    slim = etree.Element(f"{W}styles")
    for style in root.iter(f"{W}style"):
        kind, key, name = style.get(f"{W}type"), style.get(f"{W}styleId"), style.find(f"{W}name")
        if not kind or not key:
            continue
        row = etree.SubElement(slim, f"{W}style", {f"{W}type": kind, f"{W}styleId": key})
        if name is not None and name.get(f"{W}val"):
            etree.SubElement(row, f"{W}name", {f"{W}val": name.get(f"{W}val")})
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if kind == "numbering" and number is not None and number.get(f"{W}val"):
            properties = etree.SubElement(etree.SubElement(row, f"{W}pPr"), f"{W}numPr")
            etree.SubElement(properties, f"{W}numId", {f"{W}val": number.get(f"{W}val")})
    return etree.tostring(slim, encoding="utf-8")


def _slim_numbering(root: Any, document: Any) -> bytes:
    """Return the numbering with nothing but the lists that are used."""
    if root.find(f".//{W}numStyleLink") is not None:
        return etree.tostring(root, encoding="utf-8")
    used = {number.get(f"{W}val") for number in document.iter(f"{W}numId")}
    slim = etree.Element(f"{W}numbering")
    numbers = [number for number in root.iter(f"{W}num") if number.get(f"{W}numId") in used]
    links = [number.find(f"{W}abstractNumId") for number in numbers]
    wanted = {link.get(f"{W}val") for link in links if link is not None}
    for abstract in root.iter(f"{W}abstractNum"):
        if abstract.get(f"{W}abstractNumId") in wanted:
            row = etree.SubElement(slim, f"{W}abstractNum", dict(abstract.attrib))
            for level in abstract.iter(f"{W}lvl"):
                kind = level.find(f"{W}numFmt")
                small = etree.SubElement(row, f"{W}lvl", {f"{W}ilvl": level.get(f"{W}ilvl") or "0"})
                etree.SubElement(
                    small, f"{W}numFmt", {f"{W}val": (kind.get(f"{W}val") if kind is not None else "") or ""}
                )
    for number, link in zip(numbers, links, strict=True):
        if link is not None:
            row = etree.SubElement(slim, f"{W}num", {f"{W}numId": number.get(f"{W}numId") or ""})
            etree.SubElement(row, f"{W}abstractNumId", {f"{W}val": link.get(f"{W}val") or ""})
    return etree.tostring(slim, encoding="utf-8")
