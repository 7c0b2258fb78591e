"""PDF files from HTML (WeasyPrint).

The engine needs Pango from the system; without it everything else works.
"""

import gc
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from unicodedata import bidirectional
from xml.etree.ElementTree import Element, SubElement, tostring

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(__file__).parent / "fonts" / "fonts.css"
# The scheme of addresses that `read` answers.
FILES = "file-of-book:"
# The attribute that names an element, with #, whose page number is to be filled in.
PAGE_OF = "data-page-of"
# Page numbers seldom move anything when they are filled in.
ROUNDS = 4
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class PdfEngineMissing(Exception):
    """WeasyPrint or its system libraries are not installed: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0."""


def html_to_pdf(html: str, stylesheet: str) -> bytes:
    """Return a PDF/UA-1 file of a self-contained HTML page, laid out by the style sheet at a path.

    The fonts come along, so the file looks the same on every machine. Whatever the page refers to instead of containing
    it is left out: nothing is fetched from anywhere. Raises PdfEngineMissing where the engine can't be loaded.
    """
    out = BytesIO()
    write_pdf(html, [stylesheet], out)
    return out.getvalue()


def write_pdf(
    html: str,
    stylesheets: Iterable[str],
    target: IO[bytes],
    read: Callable[[str], bytes] | None = None,
    laid_out: Callable[[], None] = lambda: None,
) -> int:
    """Write a PDF/UA-1 file of an HTML page into a file, and return the number of its pages.

    As `html_to_pdf`, but for pages with many pictures: `read(name)` returns the file of one whose address begins with
    `FILES`, when it is needed. What it raises comes out here. `laid_out` is called when all pages are laid out and only
    have to be drawn. What stands in `.footnote` is tagged as a note.

    An element with the attribute `data-page-of="#anchor"` gets the number of the anchor's page. The engine could do
    this itself (`target-counter()`), but then it lays out some of the pages anew only, and doubles footnotes.
    """
    try:
        from weasyprint import CSS, HTML  # heavy, and it may be missing: only when a PDF is asked for
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        raise PdfEngineMissing from error

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if read is None or not url.startswith(FILES):
                return super().fetch(url, headers)
            try:
                return URLFetcherResponse(url, read(url))
            except Exception as error:
                # The engine leaves out what it can't fetch, unless it is told that this is fatal.
                raise FatalURLFetchingError from error

    fonts = FontConfiguration()
    styles = [CSS(filename=path, font_config=fonts) for path in (str(FONTS), *stylesheets)]
    page = HTML(string=html, url_fetcher=Fetcher(allowed_protocols=["data"]))
    _describe_drawings(page.etree_element)
    _close_gaps_between_headings(page.etree_element)
    _set_directions(page.etree_element)
    notes = page.etree_element.findall(".//*[@class='footnote']")
    for note in notes:
        # The engine has a tag of its own for this, which nothing else in a page with footnotes gets.
        note.tag = "article"
    document: Any = None
    collects = gc.isenabled()
    # Looking for unused objects among the millions of a layout costs a tenth of the time and finds few.
    gc.disable()
    try:
        for _round in range(ROUNDS):
            if document:
                # The engine needs much memory: one layout at a time.
                document = None
                gc.collect()
            document = page.render(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
            if not _fill_in_page_numbers(page.etree_element, document):
                break
        for sheet in document.pages:
            # Of each element in a link the engine makes one more link, which isn't tagged as one.
            sheet.links = [link for link in sheet.links if link[-1].element_tag == "a"]
        laid_out()
        mend = partial(_mend, rtl=page.etree_element.get("dir") == "rtl", with_notes=bool(notes))
        document.write_pdf(target, pdf_variant="pdf/ua-1", finisher=lambda _document, pdf: mend(pdf))
    except FatalURLFetchingError as error:
        raise error.__cause__ or error from None
    finally:
        if collects:
            gc.enable()
    return len(document.pages)


def _fill_in_page_numbers(root: Element, document: Any) -> bool:
    """Write the numbers that a layout gave into the page; return whether any has changed."""
    pages: dict[str, str] = {}
    for position, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            pages.setdefault(f"#{anchor}", str(position))  # what goes on on the next page is there once more
    changed = False
    for element in root.iterfind(f".//*[@{PAGE_OF}]"):
        number = pages.get(element.get(PAGE_OF) or "", "")
        changed |= element.text != number
        element.text = number
    return changed


def _mend(pdf: Any, *, rtl: bool, with_notes: bool) -> None:
    """Say of a file's parts what the engine doesn't: which are footnotes, what belongs to an item of a list (PDF/UA-1,
    7.6 and 7.9), on which side its pages turn.
    """
    if rtl:
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
    elements: list[Any] = [found for found in pdf.objects if isinstance(found, dict)]
    for element in elements:
        if element.get("Type") != "/StructElem":
            continue
        if element["S"] == "/Art" and with_notes:
            element["S"] = "/Note"
            element["ID"] = f"(note-{element.number})"
        elif element["S"] == "/LI":
            _wrap_content(pdf, element)


def _wrap_content(pdf: Any, item: Any) -> None:
    """Put all but the label of a list's item into one element."""
    kids = [(reference, pdf.objects[int(reference.split()[0])]) for reference in item["K"]]
    content = [(reference, kid) for reference, kid in kids if kid["S"] not in ("/Lbl", "/LBody")]
    if content:
        body = type(item)({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
        body["K"] = type(item["K"])(reference for reference, _kid in content)
        pdf.add_object(body)
        for _reference, kid in content:
            kid["P"] = body.reference
        labels = [reference for reference, kid in kids if kid["S"] in ("/Lbl", "/LBody")]
        item["K"] = type(item["K"])([*labels, body.reference])


def _close_gaps_between_headings(root: Element) -> None:
    """Make a heading that stands two levels below the one before it only one level lower, as PDF/UA demands.

    It keeps the look of its own level through a class (`h3`).
    """
    last = 0
    for element in root.iter():
        if level := HEADINGS.get(str(element.tag)):
            if level > last + 1:
                element.set("class", f"{element.get('class', '')} {element.tag}".strip())
                level = last + 1
                element.tag = f"h{level}"
            last = level


def _set_directions(root: Element) -> None:
    """Give each `<bdi>` the direction of its first letter: the engine doesn't look for it."""
    for element in root.iter("bdi"):
        letters = (bidirectional(letter) for letter in "".join(element.itertext()))
        direction = next((kind for kind in letters if kind in ("L", "R", "AL")), "L")
        element.set("dir", "ltr" if direction == "L" else "rtl")


def _describe_drawings(root: Element) -> None:
    """Say what each `<svg>` is so that the engine understands: it takes every one for a figure, named by its `<title>`
    only.
    """
    for parent in list(root.iter()):
        for place, drawing in enumerate(parent):
            if drawing.tag != f"{SVG}svg":
                continue
            if drawing.get("aria-hidden") == "true":
                parent[place] = _as_background(drawing)
            elif name := drawing.get("aria-label"):
                SubElement(drawing, f"{SVG}title").text = name


def _as_background(drawing: Element) -> Element:
    """Return an element that looks the same, by the style sheet's rules for the drawing's class, and is passed over by
    screen readers, as backgrounds are. Its margins mustn't be `auto`: from right to left the engine would lay it out
    beyond the page's edge.
    """
    tail, drawing.tail = drawing.tail, None
    address = f"data:image/svg+xml;base64,{b64encode(tostring(drawing)).decode()}"
    style = f"background: url({address}) center / contain no-repeat"
    span = Element("span", {"class": drawing.get("class", ""), "style": style})
    span.tail = tail
    return span
