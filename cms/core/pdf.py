"""PDF files from HTML (WeasyPrint).

The engine needs Pango from the system; without it everything else works.
"""

from base64 import b64encode
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(__file__).parent / "fonts" / "fonts.css"


class PdfEngineMissing(Exception):
    """WeasyPrint or its system libraries are not installed: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0."""


def html_to_pdf(html: str, stylesheet: str) -> bytes:
    """Return a PDF/UA-1 file of a self-contained HTML page, laid out by the style sheet at a path.

    The fonts come along, so the file looks the same on every machine. Whatever the page refers to instead of containing
    it is left out: nothing is fetched from anywhere. Raises PdfEngineMissing where the engine can't be loaded.
    """
    try:
        from weasyprint import CSS, HTML  # heavy, and it may be missing: only when a PDF is asked for
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise PdfEngineMissing from error
    fonts = FontConfiguration()
    styles = [CSS(filename=str(FONTS), font_config=fonts), CSS(filename=stylesheet, font_config=fonts)]
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    _describe_drawings(page.etree_element)
    return page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")


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
