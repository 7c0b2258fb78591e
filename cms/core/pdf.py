"""PDF files from HTML (WeasyPrint).

The engine needs Pango from the system; without it everything else works.
"""

from pathlib import Path

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
    return page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
