"""PDF files, and what happens where the engine is missing."""

import re
import sys
import zlib
from importlib.abc import MetaPathFinder
from io import BytesIO
from urllib.request import OpenerDirector

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from cms.core.models import ShortAddress
from cms.core.pdf import PdfEngineMissing, html_to_pdf
from tests.factories import HandbookIndexPageFactory, HandbookPageFactory

HTML = '<!doctype html><html lang="bg"><head><title>Мостик</title></head><body><p>Здравейте</p>{}</body></html>'


@pytest.fixture(params=[OSError, ImportError], ids=["no-pango", "no-weasyprint"])
def no_engine(request, monkeypatch):
    """A machine without the engine's system library, or without the engine itself."""

    class Refuse(MetaPathFinder):
        def find_spec(self, fullname, path=None, target=None):
            if fullname.split(".")[0] == "weasyprint":
                raise request.param(f"cannot load {fullname}")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Refuse(), *sys.meta_path])


@pytest.fixture
def engine():
    try:
        import weasyprint
    except OSError:
        pytest.skip("The PDF engine's system libraries are not installed.")
    return weasyprint


def style() -> str:
    return finders.find("poster.css")


def test_a_missing_engine_is_named_as_such(no_engine):
    with pytest.raises(PdfEngineMissing):
        html_to_pdf(HTML.format(""), style())


def test_without_the_engine_a_reader_is_shown_the_poster_to_print(no_engine, client, home):
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))
    code = ShortAddress.objects.get(page_key=handbook.translation_key).code

    response = client.get(f"/bg/go/{code}/poster.pdf")

    assert response.status_code == 503
    assert f'href="/bg/go/{code}/poster/"' in response.content.decode()
    assert client.get(f"/bg/go/{code}/poster/").status_code == 200


def test_a_pdf_is_made_of_html(engine):
    pdf = html_to_pdf(HTML.format(""), style())

    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part" in unpacked(pdf)


def test_a_drawing_with_a_name_is_a_figure_that_says_it(engine):
    drawing = '<svg viewBox="0 0 1 1" role="img" aria-label="Мост"><path d="M0 0h1v1z"/></svg>'

    assert figures(html_to_pdf(HTML.format(drawing), style())) == ["Мост"]


def test_a_drawing_that_says_nothing_is_passed_over_and_still_there(engine):
    drawing = '<svg class="bridge" viewBox="0 0 1 1" aria-hidden="true"><path fill="#f00" d="M0 0h1v1z"/></svg>Мостик'

    pdf = html_to_pdf(HTML.format(drawing), style())

    assert figures(pdf) == []
    assert b"1 0 0 rg" in unpacked(pdf)
    assert "Мостик" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def figures(pdf: bytes) -> list[str | None]:
    """Return what is said instead of each figure."""
    structure = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    found, waiting = [], [structure]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            if element.get("/S") == "/Figure":
                found.append(element.get("/Alt"))
            waiting.append(element.get("/K", []))
    return found


def unpacked(pdf: bytes) -> bytes:
    """Return the contents of a PDF's compressed streams."""
    return b"".join(
        zlib.decompress(packed) for packed in re.findall(rb"FlateDecode.*?>>\nstream\n(.*?)\nendstream", pdf, re.S)
    )


def test_pictures_inside_the_page_are_shown_and_nothing_is_fetched_from_outside(engine, monkeypatch, tmp_path):
    opened = []
    open_address = OpenerDirector.open
    monkeypatch.setattr(
        OpenerDirector,
        "open",
        lambda self, request, *a, **k: opened.append(request.full_url) or open_address(self, request, *a, **k),
    )
    outside = tmp_path / "outside.svg"
    outside.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    inside = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E"
    addresses = [inside, outside.as_uri(), "http://127.0.0.1:9/x.png"]

    html_to_pdf(HTML.format("".join(f'<img alt="" src="{address}">' for address in addresses)), style())

    assert [address for address in opened if address in addresses] == [inside]
