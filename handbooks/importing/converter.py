"""From HTML to chapters of blocks: the one converter of all formats.

Whatever a file is, its reader makes HTML of it, piece by piece. What only a reader sees (a formula in a Word document)
travels in the text as `mark(kind)` and becomes a remark where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from .document import Chapter, Document, Place
from .errors import UnreadableFile
from .pictures import LostPicture, PictureSource, image_type, picture_hash
from .tables import Cell, Table

START, END = "\ue000", "\ue001"
MARK = re.compile(f"{START}([a-z_]*){END}|[{START}{END}]")

BLOCK_TAGS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "center", "details", "dir", "div", "dl", "dd", "dt"),
        *(
            "fieldset",
            "figure",
            "figcaption",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
        ),
        *("main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        "ul",
    ]
)
LEFT_OUT = frozenset(["head", "link", "meta", "noscript", "style", "template", "title", "wbr"])
LOST_TAGS = {
    **dict.fromkeys(["button", "canvas", "form", "iframe", "script", "select", "textarea"], "active"),
    **dict.fromkeys(["audio", "video"], "recording"),
    **dict.fromkeys(["applet", "embed", "object"], "object"),
    "math": "equation",
    "nav": "contents",
    "svg": "picture_type",
}
FORMATTING = frozenset(["del", "ins", "mark", "s", "strike", "u"])
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SCHEMES = ("http", "https", "mailto", "tel")

LONGEST_TITLE = 255
LONGEST_HEADING = 150
LONGEST_TEXT = 250
LONGEST_SOURCE = 200
LONGEST_TERM = 100
LONGEST_ADDRESS = 2_000
WORDS_SHOWN = 60

Nodes = Iterable[Any]


def mark(kind: str) -> str:
    """Return a remark as it travels in a text."""
    return f"{START}{kind}{END}"


def unmarked(text: str) -> str:
    """Return a text without characters that would be taken for marks, or that a database refuses."""
    return text.replace(START, "").replace(END, "").replace("\0", "")


@dataclass
class Inline:
    """A paragraph: rich text as Wagtail stores it, and what else was found in it."""

    html: str = ""
    pictures: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words alone, links with their address."""
        return plain(self.html)


def plain(html: str) -> str:
    """Return stored rich text as plain text: line breaks kept, a link's address behind its words."""

    def link(match: re.Match) -> str:
        address, words = match[1].removeprefix("mailto:").removeprefix("tel:"), match[2]
        return words if address in words else f"{words} ({address})"

    html = re.sub(r'<a href="([^"]*)">(.*?)</a>', link, html)
    html = re.sub(r"</p>\s*<p>|<br/>", "\n", html)
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def nodes_of(element: Any) -> Iterator[Any]:
    """Yield an element's texts and child elements in their order."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def is_block(node: Any) -> bool:
    """Return whether a node is a block or holds one."""
    return not isinstance(node, str) and (
        node.tag in BLOCK_TAGS or (node.tag not in LOST_TAGS and any(below.tag in BLOCK_TAGS for below in node.iter()))
    )


def shortened(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut between words."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0][: length - 1] + "…"


class Converter:
    """Collects a document from pieces of HTML.

    `title` is taken where the file gives none, `untitled` for the chapter of what stands before the first heading.

    Raises UnreadableFile where the file has more than the settings allow.
    """

    def __init__(self, pictures: PictureSource, title: str, untitled: str) -> None:
        self.pictures = pictures
        self.document = Document()
        self.title = title
        self.untitled = untitled
        self.chapter: Chapter | None = None
        self.heading = ""
        self.paragraph = 0
        self.paragraphs = 0
        self.caption: Inline | None = None
        self.text: list[str] = []
        self.notes: dict[str, Any] = {}
        self.title_notes: list[str] = []
        self.base = ""

    def feed(self, html: str | bytes, base: str = "", encoding: str | None = None) -> None:
        """Read a piece of HTML; `base` is the folder that its pictures' addresses begin at."""
        self.base = base
        parser = lxml_html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding=encoding
        )
        root = lxml_html.document_fromstring(html or "<p></p>", parser=parser, ensure_head_body=True)
        self.notes = take_notes(root)
        body = root.find("body")
        self.read(body if body is not None else root)
        self.flush()
        self.add_title_notes()

    def finish(self) -> Document:
        """Return the document."""
        document = self.document
        self.settle_caption()
        self.flush()
        document.title = shortened(document.title or self.title, LONGEST_TITLE)
        document.chapters = [chapter for chapter in document.chapters if chapter.body or chapter.title]
        for chapter in document.chapters:
            if not chapter.title:
                chapter.title = document.title if len(document.chapters) == 1 else self.untitled
                document.remark("no_title", Place(chapter.title, "", 0, ""))
        document.remarks = [
            remark._replace(place=remark.place._replace(chapter=document.chapters[0].title))
            if document.chapters and not remark.place.chapter and remark.place.paragraph
            else remark
            for remark in document.remarks
        ]
        return document

    # Where we are

    def remark(self, kind: str, words: str = "") -> None:
        """Note something at the present place."""
        chapter = self.chapter.title if self.chapter else ""
        words = shortened(" ".join(words.split()), WORDS_SHOWN)
        self.document.remark(kind, Place(chapter, self.heading, self.paragraph, words))

    def count(self) -> None:
        """Go on to the next paragraph."""
        self.paragraph += 1
        self.paragraphs += 1
        if self.paragraphs > settings.IMPORT_MAX_PARAGRAPHS:
            raise UnreadableFile(_("The document has too many paragraphs. Divide it into several documents."))

    def begin(self, title: str) -> None:
        """Begin a chapter."""
        self.settle_caption()
        self.flush()
        self.chapter = Chapter(title)
        self.document.chapters.append(self.chapter)
        self.heading, self.paragraph = "", 0

    # Writing

    def add(self, kind: str, value: Any) -> None:
        """Add a block, after the text that waits to become one."""
        self.flush()
        if self.chapter is None:
            self.begin("")
        assert self.chapter is not None
        self.chapter.body.append({"type": kind, "value": value})
        self.add_title_notes()

    def flush(self) -> None:
        """Make one block of the paragraphs that were read."""
        if self.text:
            html, self.text = "".join(self.text), []
            self.add("text", html)

    def add_text(self, inline: Inline) -> None:
        """Add a paragraph, with its footnotes and pictures."""
        pictures_first = inline.pictures and not inline.html
        if pictures_first:
            self.add_pictures(inline.pictures, inline.text)
        if inline.html:
            self.text.append(f"<p>{inline.html}</p>")
        self.add_notes(inline.notes)
        if not pictures_first:
            self.add_pictures(inline.pictures, inline.text)

    def add_title_notes(self) -> None:
        """Add the footnotes of a chapter's title, which can't have any itself, to the block that comes first."""
        keys, self.title_notes = self.title_notes, []
        self.add_notes(keys)

    def add_notes(self, keys: list[str]) -> None:
        """Add footnotes to what stands before."""
        for key in keys:
            found = list(self.flow(self.notes[key]))
            self.tell(found)
            for inline in found:
                if inline.pictures:
                    self.remark("picture_in_note", inline.text)
            html = "".join(f"<p>{inline.html}</p>" for inline in found if inline.html)
            if html:
                self.add("footnote", {"text": html})

    def add_pictures(self, images: list[Any], words: str = "") -> None:
        """Add pictures that stand for themselves."""
        for image in images:
            fields = self.picture(image, words)
            if fields["picture"]:
                self.add("picture", {**fields, "caption": ""})

    def picture(self, image: Any, words: str = "") -> dict[str, Any]:
        """Return the two fields of a picture, empty ones if it can't be kept."""
        address = image.get("src") or ""
        alt = " ".join((image.get("alt") or "").split())
        try:
            content = self.pictures.read(address, self.base)
            kind = image_type(content)
        except LostPicture as lost:
            self.remark(lost.kind, alt or words)
            return {"picture": None, "picture_alt": ""}
        digest = picture_hash(content)
        name = address if address.startswith("data:") else self.pictures.name(address, self.base)
        self.document.pictures.setdefault(digest, name)
        if len(self.document.pictures) > settings.IMPORT_MAX_PICTURES:
            raise UnreadableFile(_("The document has too many pictures. Divide it into several documents."))
        if not alt:
            self.remark("description", words or f".{kind}")
        if len(alt) > LONGEST_TEXT:
            self.remark("long_description", alt)
        return {"picture": digest, "picture_alt": shortened(alt, LONGEST_TEXT)}

    # Reading blocks

    def read(self, element: Any) -> None:
        """Turn what stands in an element into blocks; loose words become paragraphs."""
        loose: list[Any] = []
        for node in nodes_of(element):
            if is_block(node):
                self.read_paragraph(loose)
                loose = []
                self.read_block(node)
            else:
                loose.append(node)
        self.read_paragraph(loose)

    def read_block(self, element: Any) -> None:
        """Turn one element into blocks."""
        tag = element.tag
        if tag in LOST_TAGS:
            self.remark(LOST_TAGS[tag])
            if tag != "form":
                return
        if tag != "table" and tag != "p":
            self.settle_caption()
        reader = READERS.get(tag)
        if reader and not (tag == "p" and any(is_block(node) for node in nodes_of(element))):
            reader(self, element)
        else:
            self.read(element)

    def read_p(self, element: Any) -> None:
        kind = (element.get("class") or "").removeprefix("mostik-")
        if kind in ("title", "subtitle") and not self.chapter:
            setattr(self.document, kind, shortened(self.inline(nodes_of(element)).text.replace("\n", " "), 255))
        elif kind == "contents":
            self.document.remark("contents", Place("", "", 0, ""))
        elif kind == "caption":
            self.read_caption(element)
        else:
            self.read_paragraph(nodes_of(element))

    def read_paragraph(self, nodes: Nodes) -> None:
        """Read words, pictures and footnotes that make one paragraph."""
        inline = self.inline(nodes)
        if not (inline.html or inline.pictures or inline.remarks or inline.notes):
            return
        self.settle_caption()
        self.count()
        self.tell([inline])
        self.add_text(inline)

    def tell(self, found: list[Inline]) -> None:
        """Note what was seen in paragraphs."""
        first = next((inline.text for inline in found if inline.html), "")
        for inline in found:
            for kind in inline.remarks:
                self.remark(kind, inline.text or first)

    def read_heading(self, element: Any) -> None:
        inline = self.inline(nodes_of(element))
        text = " ".join(plain(re.sub(r"</?a\b[^>]*>", "", inline.html)).split())
        level = int(element.tag[1])
        if text and level == 1:
            self.begin(shortened(text, LONGEST_TITLE))
            if len(text) > LONGEST_TITLE:
                self.remark("long_title", text)
                self.text.append(f"<p>{escape(text, quote=False)}</p>")
        elif len(text) > LONGEST_HEADING:
            self.count()
            self.remark("long_heading", text)
            self.text.append(f"<p><b>{escape(text, quote=False)}</b></p>")
        elif text:
            self.heading, self.paragraph = text, 0
            value = {"text": text, "level": "2" if level == 2 else "3", "picture": None, "picture_alt": ""}
            self.add("heading", value)
            if level > 3:
                self.remark("deep_heading")
        self.tell([inline])
        if level == 1:
            self.title_notes += inline.notes
        else:
            self.add_notes(inline.notes)
        self.add_pictures(inline.pictures, text)

    def read_list(self, element: Any) -> None:
        numbered = element.tag == "ol"
        items, notes, pictures = [], [], []
        for item in element:
            if not isinstance(item.tag, str):
                continue
            self.count()
            found = list(self.flow(item))
            self.tell(found)
            html = "".join(f"<p>{inline.html}</p>" for inline in found if inline.html)
            own = [picture for inline in found for picture in inline.pictures]
            notes += [key for inline in found for key in inline.notes]
            if numbered and html:
                fields = self.picture(own[0], plain(html)) if own else {"picture": None, "picture_alt": ""}
                items.append({"type": "item", "value": {"text": html, **fields}})
                own = own[1:]
            elif html:
                items.append({"type": "item", "value": html})
            pictures += own
        if items:
            self.add("steps" if numbered else "list", {"items": items})
        self.add_notes(notes)
        if pictures:
            self.remark("picture_moved")
        self.add_pictures(pictures)

    def read_quote(self, element: Any, source: str = "") -> None:
        self.count()
        found = list(self.flow(element))
        self.tell(found)
        texts = [inline.text for inline in found if inline.text]
        if any(re.search(r"<[bi]>", inline.html) for inline in found):
            self.remark("plain_quote", texts[0])
        if len(texts) > 1 and not source and re.match(r"[—–]|--", texts[-1]):
            source = texts.pop().lstrip("—–- ")
        if len(source) > LONGEST_SOURCE:
            texts.append(source)
            source = ""
        if texts:
            self.add("quote", {"text": "\n".join(texts), "source": source})
        self.add_notes([key for inline in found for key in inline.notes])
        self.add_pictures([picture for inline in found for picture in inline.pictures])

    def read_figure(self, element: Any) -> None:
        caption = element.find(".//figcaption")
        words = self.inline(nodes_of(caption)) if caption is not None else Inline()
        if caption is not None:
            caption.getparent().remove(caption)
        quote = element.find(".//blockquote")
        if quote is not None:
            self.read_quote(quote, words.text)
            return
        if element.find(".//table") is not None:
            self.caption = words
            self.read(element)
        else:
            self.read(element)
            self.caption = words
        self.settle_caption()

    def read_caption(self, element: Any) -> None:
        """Read a caption: below a picture, over a table or below one."""
        self.settle_caption()
        inline = self.inline(nodes_of(element))
        self.add_pictures(inline.pictures, inline.text)
        inline.pictures = []
        self.caption = inline if inline.html else None
        if self.last("picture"):
            self.settle_caption()

    def last(self, kind: str) -> dict[str, Any] | None:
        """Return the value of the last block if it is of a kind and has no caption yet."""
        if self.text or not self.chapter or not self.chapter.body:
            return None
        block = self.chapter.body[-1]
        return block["value"] if block["type"] == kind and not block["value"]["caption"] else None

    def settle_caption(self) -> None:
        """Give a caption to the picture or table before it, or make it a paragraph."""
        inline, self.caption = self.caption, None
        if inline is None or not inline.html:
            return
        self.count()
        self.tell([inline])
        text = " ".join(inline.text.split())
        target, most = self.last("picture"), LONGEST_TEXT
        if target is None:
            target, most = self.last("table"), LONGEST_SOURCE
        if target is not None and len(text) <= most:
            target["caption"] = text
        else:
            if target is not None:
                self.remark("long_caption", text)
            self.text.append(f"<p>{inline.html}</p>")
        self.add_notes(inline.notes)

    def read_definitions(self, element: Any) -> None:
        terms: list[str] = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            self.count()
            found = list(self.flow(child))
            self.tell(found)
            text = "\n".join(inline.text for inline in found if inline.text)
            if child.tag == "dt":
                terms.append(" ".join(text.split()))
            elif text:
                term = ", ".join(terms)
                if term and len(term) <= LONGEST_TERM:
                    self.add("definition", {"term": term, "meaning": text})
                else:
                    self.text += [f"<p><b>{escape(term, quote=False)}</b></p>"] if term else []
                    self.text += [f"<p>{inline.html}</p>" for inline in found if inline.html]
                terms = []
            self.add_notes([key for inline in found for key in inline.notes])
            self.add_pictures([picture for inline in found for picture in inline.pictures])
        if terms:
            self.text.append(f"<p><b>{escape(', '.join(terms), quote=False)}</b></p>")

    def read_pre(self, element: Any) -> None:
        text = unmarked(element.text_content()).strip("\n")
        if text.strip():
            self.count()
            self.remark("code", text)
            self.text.append("<p>" + escape(text, quote=False).replace("\n", "<br/>") + "</p>")

    def read_rule(self, element: Any) -> None:
        """Leave a line across the page out: headings divide a chapter."""

    # Tables

    def read_table(self, element: Any) -> None:
        self.count()
        table = Table.of(element, self.cell)
        cells = list(table.cells())
        found = [inline for cell in cells for inline in cell.content]
        self.tell(found)
        if table.is_layout:
            self.read_layout(table)
            return
        caption = self.table_caption(table)
        for kind in table.remarks():
            self.remark(kind, caption or table.first_words)
        if any(re.search(r"<[bi]>", inline.html) for cell in table.body_cells() for inline in cell.content):
            self.remark("plain_table", caption or table.first_words)
        for value in table.values(caption):
            self.add("table", value)
        if not caption and not self.caption:
            self.remark("caption", table.first_words)
        self.add_notes([key for inline in found for key in inline.notes])
        pictures = [picture for inline in found for picture in inline.pictures]
        if pictures:
            self.remark("picture_moved", caption or table.first_words)
        self.add_pictures(pictures)

    def read_layout(self, table: Table) -> None:
        """Make ordinary text of a table that only holds text in its place."""
        inlines = [inline for cell in table.cells() for inline in cell.content]
        if inlines:
            self.remark("layout_table", table.first_words)
        self.settle_caption()
        for inline in inlines:
            self.add_text(inline)

    def table_caption(self, table: Table) -> str:
        """Return the caption that stands in a table or over it."""
        inline, self.caption = self.caption, None
        text = " ".join((table.caption or (inline.text if inline else "")).split())
        if len(text) > LONGEST_SOURCE or (table.caption and inline):
            if len(text) > LONGEST_SOURCE:
                self.remark("long_caption", text)
            waiting = inline or Inline(escape(text, quote=False))
            self.text.append(f"<p>{waiting.html}</p>")
            return "" if len(text) > LONGEST_SOURCE else text
        return text

    def cell(self, element: Any) -> Cell:
        """Return a cell's content."""
        return Cell(list(self.flow(element)))

    # Paragraphs inside of something else

    def flow(self, element: Any, lead: str = "") -> Iterator[Inline]:
        """Yield what stands in a list item, cell, quotation or note as paragraphs; lists and tables become lines."""
        loose: list[Any] = []
        for node in nodes_of(element):
            if not is_block(node):
                loose.append(node)
                continue
            yield from self.flow_paragraph(loose, lead)
            loose = []
            yield from self.flow_block(node, lead)
        yield from self.flow_paragraph(loose, lead)

    def flow_block(self, element: Any, lead: str) -> Iterator[Inline]:
        if element.tag in ("ul", "ol"):
            inside = element.getparent() is not None and any(above.tag == "li" for above in element.iterancestors())
            if inside:
                yield Inline(remarks=["nested_list"])
            for number, item in enumerate((child for child in element if isinstance(child.tag, str)), 1):
                sign = f"{number}) " if element.tag == "ol" else "– "
                yield from self.flow(item, lead.replace("– ", "\u2003").replace(") ", "\u2003") + sign)
        elif element.tag == "table":
            yield Inline(remarks=["nested_table"])
            for row in element.iter("tr"):
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                lines = [list(self.flow(cell)) for cell in cells]
                yield joined([inline for line in lines for inline in line], " | ")
        elif element.tag in LOST_TAGS:
            yield Inline(remarks=[LOST_TAGS[element.tag]])
        else:
            yield from self.flow(element, lead)

    def flow_paragraph(self, nodes: Nodes, lead: str) -> Iterator[Inline]:
        inline = self.inline(nodes)
        if inline.html or inline.pictures or inline.remarks or inline.notes:
            if inline.html and lead:
                inline.html = lead + inline.html
            yield inline

    # Words

    def inline(self, nodes: Nodes) -> Inline:
        """Return the words of a paragraph."""
        out = Inline()
        html = "".join(self.words(node, out) for node in nodes)
        html = re.sub(r"[ \t\r\n\f]+", " ", html)
        html = re.sub(r" ?<br/> ?", "<br/>", html).strip(" ")
        html = re.sub(r"^(?:<br/>)+|(?:<br/>)+$", "", html)
        # Formatting that goes on through several runs is one.
        html = re.sub(r"</(b|i)>( ?)<\1>", r"\2", html)
        out.html = html if plain(html) else ""
        return out

    def words(self, node: Any, out: Inline) -> str:
        """Return a node as stored rich text; what can't stand there goes into `out`."""
        if isinstance(node, str):
            out.remarks += [kind for kind in MARK.findall(node) if kind]
            return escape(MARK.sub("", node), quote=False)
        tag = node.tag
        if tag in LEFT_OUT:
            return ""
        if tag in LOST_TAGS:
            out.remarks.append(LOST_TAGS[tag])
            return ""
        if tag == "img":
            out.pictures.append(node)
            return ""
        if tag == "br":
            return "<br/>"
        if tag == "input":
            return ("☑ " if node.get("checked") is not None else "☐ ") if node.get("type") == "checkbox" else ""
        if tag == "a":
            return self.link(node, out)
        inner = "".join(self.words(child, out) for child in nodes_of(node))
        if not plain(inner):
            return inner
        if tag in ("b", "strong"):
            return f"<b>{re.sub('</?b>', '', inner)}</b>"
        if tag in ("i", "em", "cite"):
            return f"<i>{re.sub('</?i>', '', inner)}</i>"
        if tag in ("sup", "sub"):
            changed = inner.translate(RAISED if tag == "sup" else LOWERED)
            if "<" not in inner and all(a != b for a, b in zip(inner.strip(), changed.strip(), strict=True)):
                return changed
            out.remarks.append("formatting")
        if tag in FORMATTING:
            out.remarks.append("formatting")
        return f"„{inner}“" if tag == "q" else inner

    def link(self, element: Any, out: Inline) -> str:
        """Return a link as stored rich text, its words alone where it can't be kept."""
        address = "".join((element.get("href") or "").split())
        key = address.removeprefix("#")
        if address.startswith("#") and key in self.notes:
            out.notes.append(key)
            return ""
        inner = "".join(self.words(child, out) for child in nodes_of(element))
        if not address or not plain(inner):
            return inner
        try:
            scheme = urlsplit(address).scheme.lower()
        except ValueError:
            scheme = "wrong"
        if scheme in SCHEMES and len(address) <= LONGEST_ADDRESS:
            return f'<a href="{escape(address)}">{re.sub("</?a[^>]*>", "", inner)}</a>'
        out.remarks.append("unsafe_link" if scheme or address.startswith("//") else "inner_link")
        return inner


READERS = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], Converter.read_heading),
    "blockquote": Converter.read_quote,
    "dl": Converter.read_definitions,
    "figure": Converter.read_figure,
    "hr": Converter.read_rule,
    "ol": Converter.read_list,
    "p": Converter.read_p,
    "pre": Converter.read_pre,
    "table": Converter.read_table,
    "ul": Converter.read_list,
}


def joined(found: list[Inline], between: str) -> Inline:
    """Return paragraphs as one."""
    return Inline(
        between.join(inline.html for inline in found if inline.html),
        [picture for inline in found for picture in inline.pictures],
        [key for inline in found for key in inline.notes],
        [kind for inline in found for kind in inline.remarks],
    )


def take_notes(root: Any) -> dict[str, Any]:
    """Take the footnotes out of a page: what a reference leads to and what leads back. Return them by their name."""
    names: dict[str, Any] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name")) if isinstance(element.tag, str) else ():
            if name:
                names.setdefault(name, element)
    references = {}
    dropped: list[Any] = []
    for link in list(root.iter("a")):
        # What leads back from a note looks like a reference itself.
        if any(link is back for back in dropped):
            continue
        key = (link.get("href") or "").removeprefix("#")
        own = {link.get("id"), link.get("name"), *(above.get("id") for above in link.iterancestors("sup"))} - {None}
        note = _note_around(names.get(key))
        if not own or note is None or any(note is above for above in link.iterancestors()):
            continue
        backs = [back for back in note.iter("a") if (back.get("href") or "").removeprefix("#") in own]
        if backs:
            references[key] = note
            for back in backs:
                back.drop_tree()
            dropped += backs
    for note in {id(note): note for note in references.values()}.values():
        parent = note.getparent()
        if parent is not None:
            note.drop_tree()
        if parent is not None and parent.tag in ("ol", "ul", "section") and not len(parent):
            parent.drop_tree()
    return references


def _note_around(target: Any) -> Any:
    if target is None or target.tag != "a":
        return target
    return next((above for above in target.iterancestors("li", "aside", "p", "div")), None)
