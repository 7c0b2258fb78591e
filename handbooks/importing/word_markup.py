"""Preparing a paragraph or table of a Word document for mammoth: what it would lose in silence is marked where it
stands, what it would overlook is put where it looks.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from .converter import END, START, mark, unmarked
from .word_xml import MC, PIC, WP, A, M, R, V, W

STYLE = "Mostik"
ROLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "caption": "Caption",
    "quote": "Quote",
    "intense quote": "Quote",
    "quotations": "Quote",
    "block text": "Quote",
    "toc heading": "Contents",
    "table of figures": "Contents",
}
BASES = 20
GRAPHICS = {"chart": "chart", "chartex": "chart", "diagram": "diagram"}


class Style(NamedTuple):
    """A paragraph style: what it stands for (Heading1, Quote …, or nothing), and its numbering (`w:numPr`)."""

    role: str
    numbering: Any


def read_styles(root: Any) -> dict[str, Style]:
    """Return the paragraph styles of a part by id; a style is what the style is that it was made from."""
    if root is None:
        return {}
    rows = {row.get(f"{W}styleId"): row for row in root.iter(f"{W}style") if row.get(f"{W}type") == "paragraph"}

    def style(row: Any, left: int = BASES) -> Style:
        name = row.find(f"{W}name")
        based_on = row.find(f"{W}basedOn")
        base = rows.get(based_on.get(f"{W}val")) if based_on is not None and left else None
        above = style(base, left - 1) if base is not None else Style("", None)
        role = _role((name.get(f"{W}val") if name is not None else "") or "") or _outline_role(row.find(f"{W}pPr"))
        numbering = row.find(f"{W}pPr/{W}numPr")
        return Style(role or above.role, numbering if numbering is not None else above.numbering)

    return {str(key): style(row) for key, row in rows.items()}


def _role(name: str) -> str:
    name = name.strip().lower()
    if name.startswith("heading ") and name[8:] in "123456":
        return f"Heading{name[8:]}"
    if name.startswith("heading ") and name[8:].isdigit():
        return "Heading6"
    return "Contents" if name.startswith("toc ") else ROLES.get(name, "")


def _outline_role(properties: Any) -> str:
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = level.get(f"{W}val", "") if level is not None else ""
    return f"Heading{min(int(value) + 1, 6)}" if value.isdigit() and int(value) < 9 else ""


class Preparer:
    """Prepares elements of one part. `styles` are those of the document, `relations` those of the part (their type's
    last word, target, and whether it is outside of the file, by id), `notes` the ids of its footnotes and endnotes.
    """

    def __init__(
        self, styles: dict[str, Style], relations: dict[str, tuple[str, str, bool]], notes: set[tuple[str, str]]
    ) -> None:
        self.styles = styles
        self.relations = relations
        self.notes = notes

    def prepare(self, element: Any) -> list[Any]:
        """Return a prepared copy of a paragraph or table, and after it what stood in its text boxes."""
        element = deepcopy(element)
        element.tail = None
        for alternative in list(element.iter(f"{MC}AlternateContent")):
            _choose(alternative)
        boxes = [_unboxed(content) for content in list(element.iter(f"{W}txbxContent"))]
        for drawing in list(element.iter(f"{W}drawing")):
            self._draw(drawing)
        for old in list(element.iter(f"{W}object", f"{W}pict")):
            self._draw_old(old)
        self._mark(element)
        self._link(element)
        self._style(element)
        for text in element.iter(f"{W}t", f"{W}delText"):
            if text.text and (START in text.text or END in text.text) and text.get("mark") is None:
                text.text = unmarked(text.text)
        for text in element.iter(f"{W}t"):
            text.attrib.pop("mark", None)
        return [element, *(below for box in boxes for block in box for below in self.prepare(block))]

    # Drawings

    def _draw(self, drawing: Any) -> None:
        """Leave of a drawing its pictures, each by itself, or a mark."""
        found = [self._picture(blip, drawing) for blip in drawing.iter(f"{A}blip")]
        if not found and drawing.get("unboxed") is None:
            data = drawing.find(f".//{A}graphicData")
            kind = (data.get("uri") or "").rpartition("/")[2] if data is not None else ""
            found = [mark_run(GRAPHICS.get(kind, "drawing"))]
        _replace_in_run(drawing, found)

    def _picture(self, blip: Any, drawing: Any) -> Any:
        kind, _target, outside = self.relations.get(blip.get(f"{R}embed") or "", ("", "", False))
        if blip.get(f"{R}link") or outside:
            return mark_run("picture_elsewhere")
        if kind != "image":
            return mark_run("picture_missing")
        names = next((above for above in blip.iterancestors(f"{PIC}pic")), drawing).iter(f"{PIC}cNvPr", f"{WP}docPr")
        alts = [
            name.get("descr") for name in [*names, *drawing.iter(f"{WP}docPr")] if (name.get("descr") or "").strip()
        ]
        run = etree.Element(f"{W}r")
        inline = etree.SubElement(etree.SubElement(run, f"{W}drawing"), f"{WP}inline")
        etree.SubElement(inline, f"{WP}docPr", descr=unmarked(alts[0]) if alts else "")
        data = etree.SubElement(etree.SubElement(inline, f"{A}graphic"), f"{A}graphicData")
        fill = etree.SubElement(etree.SubElement(data, f"{PIC}pic"), f"{PIC}blipFill")
        etree.SubElement(fill, f"{A}blip", {f"{R}embed": blip.get(f"{R}embed")})
        return run

    def _draw_old(self, element: Any) -> None:
        """Leave of a drawing in the old form its pictures, or a mark."""
        if element.getparent() is None:
            return
        data = element.find(f".//{V}imagedata")
        if (
            element.tag == f"{W}object"
            or element.find(".//{urn:schemas-microsoft-com:office:office}OLEObject") is not None
        ):
            _replace_in_run(element, [mark_run("object")])
        elif data is not None:
            kind, _target, outside = self.relations.get(data.get(f"{R}id") or "", ("", "", False))
            if outside or kind != "image":
                _replace_in_run(element, [mark_run("picture_elsewhere" if outside else "picture_missing")])
        elif element.get("unboxed") is None and element.find(f"{V}rect") is None:
            _replace_in_run(element, [mark_run("drawing")])

    # Marks

    def _mark(self, element: Any) -> None:
        for kind, tags in {
            "equation": [f"{M}oMathPara", f"{M}oMath"],
            "deleted": [f"{W}del", f"{W}moveFrom"],
            "comment": [f"{W}commentReference"],
        }.items():
            for found in list(element.iter(*tags)):
                # In properties it says that the mark of a paragraph or a row was deleted: mammoth knows.
                parent = found.getparent()
                if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
                    continue
                if parent.tag == f"{W}r":
                    _replace_in_run(found, [mark_run(kind)])
                else:
                    parent.replace(found, mark_run(kind))
        for found in element.iter(f"{W}ins", f"{W}moveTo"):
            if found.getparent() is not None and found.getparent().tag not in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
                found.insert(0, mark_run("inserted"))
        for run in list(element.iter(f"{W}r")):
            properties = run.find(f"{W}rPr")
            hidden = properties.find(f"{W}vanish") if properties is not None else None
            if hidden is not None and hidden.get(f"{W}val") not in ("0", "false") and run.find(f"{W}t") is not None:
                run.getparent().replace(run, mark_run("hidden"))

    # References

    def _link(self, element: Any) -> None:
        """Take out references that lead nowhere, and fields around their words."""
        for link in element.iter(f"{W}hyperlink"):
            if link.get(f"{R}id") not in (None, *self.relations):
                del link.attrib[f"{R}id"]
        for name in ("footnote", "endnote"):
            for reference in list(element.iter(f"{W}{name}Reference")):
                if (name, reference.get(f"{W}id")) not in self.notes:
                    reference.getparent().remove(reference)
        for field in list(element.iter(f"{W}fldSimple")):
            parent, position = field.getparent(), field.getparent().index(field)
            parent[position : position + 1] = list(field)

    # Styles

    def _style(self, element: Any) -> None:
        """Name the paragraphs' styles after what they stand for, and number those whose style does."""
        for paragraph in [element] if element.tag == f"{W}p" else element.iter(f"{W}p"):
            role, numbering = self._style_of(paragraph)
            in_table = paragraph is not element
            if role and not (in_table and role.startswith("Heading")):
                properties = _properties(paragraph)
                name = properties.find(f"{W}pStyle")
                if name is None:
                    name = etree.Element(f"{W}pStyle")
                    properties.insert(0, name)
                name.set(f"{W}val", STYLE + role)
            elif numbering is not None and paragraph.find(f"{W}pPr/{W}numPr") is None:
                numbering = deepcopy(numbering)
                if numbering.find(f"{W}ilvl") is None:
                    etree.SubElement(numbering, f"{W}ilvl").set(f"{W}val", "0")
                _properties(paragraph).append(numbering)

    def _style_of(self, paragraph: Any) -> Style:
        name = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self.styles.get(name.get(f"{W}val") or "" if name is not None else "", Style("", None))
        return style._replace(role=_outline_role(paragraph.find(f"{W}pPr")) or style.role)


def role_of(element: Any) -> str:
    """Return what a prepared paragraph stands for, empty for ordinary ones and tables."""
    name = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    value = (name.get(f"{W}val") or "") if name is not None else ""
    return value.removeprefix(STYLE) if value.startswith(STYLE) else ""


def mark_run(kind: str) -> Any:
    """Return a run that says in the text what stood there (`converter.mark`)."""
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", mark="").text = mark(kind)
    return run


def marked_paragraph(kind: str) -> Any:
    """Return a paragraph with nothing but a mark."""
    paragraph = etree.Element(f"{W}p")
    paragraph.append(mark_run(kind))
    return paragraph


def blocks_in(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables in an element, those in content controls too."""
    for below in element:
        if below.tag in (f"{W}p", f"{W}tbl"):
            yield below
        elif isinstance(below.tag, str):
            yield from blocks_in(below)


def _properties(paragraph: Any) -> Any:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties


def _choose(alternative: Any) -> None:
    """Leave of alternatives the one with something to keep: a picture, a text box, a diagram; else what is for old
    programs.
    """
    parent = alternative.getparent()
    if parent is None:
        return
    choice, fallback = alternative.find(f"{MC}Choice"), alternative.find(f"{MC}Fallback")
    kept = choice if choice is not None and choice.find(f".//{W}drawing") is not None else fallback
    position = parent.index(alternative)
    parent[position : position + 1] = list(kept if kept is not None else [])


def _unboxed(content: Any) -> list[Any]:
    """Take the paragraphs out of a text box, the first with a mark."""
    found = list(blocks_in(content))
    for block in found:
        block.getparent().remove(block)
    for above in content.iterancestors(f"{W}drawing", f"{W}pict"):
        above.set("unboxed", "")
    content.getparent().remove(content)
    if not any((text.text or "").strip() for block in found for text in block.iter(f"{W}t")):
        return found
    return [marked_paragraph("box"), *found]


def _replace_in_run(element: Any, runs: list[Any]) -> None:
    """Put runs in the place of an element of a run."""
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    contents = [below for run in runs for below in run] if parent.tag == f"{W}r" else runs
    parent[position : position + 1] = contents
