"""Word documents made in tests: paragraphs as XML, put together in a zip file as Word does it."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
OFFICE = NAMES["r"]
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# As a Bulgarian Word names them: ids are its own, names are English.
STYLES = {"1": "heading 1", "2": "heading 2", "3": "heading 3", "4": "heading 4", "a3": "Title", "a4": "Quote"}
STYLES |= {"a5": "caption", "a6": "Subtitle", "a7": "List Paragraph", "11": "toc 1", "a8": "footnote text"}
BULLET, NUMBER = "1", "2"


def png(colour: str = "#08535c", size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def words(text: str, *properties: str) -> str:
    """Return a run; `properties` are names such as `b`, `i`, `u w:val="single"`."""
    inside = "".join(f"<w:{name}/>" for name in properties)
    return f'<w:r><w:rPr>{inside}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", numbering: str = "", level: int = 0, properties: str = "") -> str:
    """Return a paragraph of runs; a run without markup is words."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
    content = "".join(run if run.startswith("<") else words(run) for run in runs)
    return f"<w:p><w:pPr>{inside}{properties}</w:pPr>{content}</w:p>"


def h(level: int, *runs: str) -> str:
    """Return a heading."""
    return p(*runs, style=str(level))


def bullet(*runs: str, level: int = 0) -> str:
    """Return an item of a list."""
    return p(*runs, style="a7", numbering=BULLET, level=level)


def number(*runs: str, level: int = 0) -> str:
    """Return an item of a numbered list."""
    return p(*runs, style="a7", numbering=NUMBER, level=level)


def td(*blocks: str, properties: str = "") -> str:
    """Return a cell; a block without markup is a paragraph."""
    content = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str], head: int = 0) -> str:
    """Return a table; a cell without markup is words; the first `head` rows are marked as headings."""
    content = ""
    for position, row in enumerate(rows):
        cells = "".join(cell if cell.startswith("<w:tc>") else td(cell) for cell in row)
        content += f"<w:tr><w:trPr>{'<w:tblHeader/>' if position < head else ''}</w:trPr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/>{content}</w:tbl>"


class WordFile:
    """A document to be filled: `link`, `note` and `picture` return runs, `bytes` the file."""

    def __init__(self) -> None:
        self.relations: list[tuple[str, str, bool]] = []
        self.notes: list[str] = []
        self.parts: dict[str, bytes] = {}

    def relate(self, kind: str, target: str, outside: bool = False) -> str:
        """Return the id of a relation."""
        self.relations.append((f"{OFFICE}/{kind}", target, outside))
        return f"rId{len(self.relations)}"

    def link(self, text: str, address: str) -> str:
        """Return a link."""
        return f'<w:hyperlink r:id="{self.relate("hyperlink", address, True)}">{words(text)}</w:hyperlink>'

    def note(self, *runs: str) -> str:
        """Return the reference to a footnote."""
        self.notes.append(p(*runs, style="a8"))
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def picture(self, content: bytes, alt: str = "", name: str = "") -> str:
        """Return a picture in the line."""
        name = name or f"image{len(self.parts) + 1}.png"
        self.parts[f"word/media/{name}"] = content
        return self.drawing(f'r:embed="{self.relate("image", f"media/{name}")}"', alt)

    @staticmethod
    def drawing(reference: str, alt: str = "") -> str:
        """Return a drawing whose picture is referred to."""
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr={quoteattr(alt)}/><a:graphic><a:graphicData '
            f'uri="{NAMES["pic"]}"><pic:pic><pic:blipFill><a:blip {reference}/></pic:blipFill></pic:pic>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def bytes(self, *blocks: str, title: str = "", extra: dict[str, bytes | str] | None = None) -> bytes:
        """Return the file; `extra` are parts that take the place of others or stand beside them."""
        for kind in ("styles", "numbering", "footnotes"):
            self.relate(kind, f"{kind}.xml")
        parts: dict[str, Any] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="png" ContentType="image/png"/></Types>',
            "_rels/.rels": _relations([(f"{OFFICE}/officeDocument", "word/document.xml", False)]),
            "word/document.xml": f"<w:document {XMLNS}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(self.relations),
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            "word/footnotes.xml": _notes(self.notes),
            "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title></c>",
            **self.parts,
            **(extra or {}),
        }
        return zipped(parts)


def zipped(parts: dict[str, Any]) -> bytes:
    """Return a zip file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(*blocks: str, **options: Any) -> bytes:
    """Return a document of blocks that need nothing beside the text."""
    return WordFile().bytes(*blocks, **options)


def _relations(rows: list[tuple[str, str, bool]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{position}" Type="{kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if outside else "/>")
        for position, (kind, target, outside) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def _styles() -> str:
    inside = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    # One's own style, made from a heading as editors do it.
    inside += (
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Глава"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="dots"><w:name w:val="Точки"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{BULLET}"/></w:numPr></w:pPr></w:style>'
    )
    return f"<w:styles {XMLNS}>{inside}</w:styles>"


def _numbering() -> str:
    inside = ""
    for key, kind in ((BULLET, "bullet"), (NUMBER, "decimal")):
        levels = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(9))
        inside += f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
    inside += "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (BULLET, NUMBER))
    return f"<w:numbering {XMLNS}>{inside}</w:numbering>"


def _notes(notes: list[str]) -> str:
    inside = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    inside += "".join(f'<w:footnote w:id="{key}">{note}</w:footnote>' for key, note in enumerate(notes, 1))
    return f"<w:footnotes {XMLNS}>{inside}</w:footnotes>"
