"""Files that are broken or meant to do harm: a sentence for the editor, and nothing is read, fetched or filled."""

import io
import stat
import zipfile
from copy import copy
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.utils import translation

from handbooks.importing.errors import UnreadableFile
from handbooks.importing.reading import read_file
from tests.factories.word import XMLNS, WordFile, docx, h, p, png, table, td, zipped

FINE = docx(h(1, "Глава"), p("Текст."))


def refusal(content, name="handbook.docx"):
    with translation.override("en"), pytest.raises(UnreadableFile) as refused:
        read_file(name, content, "bg")
    return str(refused.value)


def with_part(name, content):
    """Return a document in which a part is another."""
    return docx(h(1, "Глава"), p("Текст."), extra={name: content})


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip at all", FINE[: len(FINE) // 2], FINE[:-30], b"PK\x03\x04" + bytes(100)],
    ids=["empty", "text", "half", "without an end", "only a beginning"],
)
def test_a_broken_zip_file_is_refused(content):
    assert "damaged" in refusal(content)


def test_a_part_that_is_damaged_inside_is_refused():
    at = FINE.index(b"word/document.xml") + 60
    assert "damaged" in refusal(FINE[:at] + bytes(20) + FINE[at + 20 :])


@pytest.mark.parametrize("xml", ["", "<w:document", "<a/>", "no xml", "<w:document><w:body>", "\x00"], ids=repr)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"])
def test_broken_xml_is_refused_or_overlooked(part, xml):
    try:
        document = read_file("x.docx", with_part(part, xml), "bg")
    except UnreadableFile:
        return
    assert part != "word/document.xml" and document.chapters


def test_a_zip_file_that_is_no_document_is_refused():
    assert "Word" in refusal(zipped({"readme.txt": "x"}))


@pytest.mark.parametrize("name", ["x.docm", "x.DOTM"])
def test_documents_with_macros_are_refused_by_their_name(name):
    assert "macros" in refusal(FINE, name)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/sub/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_documents_with_macros_are_refused_whatever_they_are_called(part):
    assert "macros" in refusal(with_part(part, b"x"))


@pytest.mark.parametrize("name", ["x.doc", "x.odt", "x.pdf", "x.exe", "x", "docx"])
def test_other_formats_are_refused_with_those_that_can_be_imported(name):
    assert ".docx" in refusal(FINE, name)


def test_old_word_files_and_those_with_a_password_are_refused():
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


def test_a_file_that_is_too_large_is_refused(settings):
    settings.IMPORT_MAX_BYTES = len(FINE) - 1

    assert "too large" in refusal(FINE)


# Zip files


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", bytes(60 * 2**20))

    assert "too large" in refusal(out.getvalue())


def test_many_files_that_are_large_together_are_refused(settings):
    settings.IMPORT_MAX_UNPACKED_BYTES = 100_000

    assert "too large" in refusal(
        with_part("word/media/a.bin", bytes(60_000)) and zipped({f"{n}": bytes(30_000) for n in range(4)})
    )


def test_too_many_files_are_refused():
    assert "too large" in refusal(zipped({f"f{n}": b"" for n in range(5_001)}))


def test_files_that_lie_over_each_other_are_refused():
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("word/document.xml", bytes(5_000))
        for number in range(3):
            again = copy(file.filelist[0])
            again.filename = f"word/{number}.xml"
            file.filelist.append(again)

    assert "too large" in refusal(out.getvalue())


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a/../../b", "..\\evil", "C:\\evil", "C:/evil"])
def test_names_that_lead_out_of_the_file_are_refused(name):
    assert "outside" in refusal(with_part(name, b"x"))


def test_links_in_a_zip_file_are_refused():
    out = io.BytesIO(FINE)
    with ZipFile(out, "a") as file:
        link = ZipInfo("word/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")

    assert "outside" in refusal(out.getvalue())


def test_a_name_that_is_there_twice_is_refused():
    out = io.BytesIO(FINE)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(out, "a") as file:
        file.writestr("word/document.xml", "<a/>")

    assert "damaged" in refusal(out.getvalue())


def test_a_file_with_a_password_is_refused():
    content = bytearray(FINE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)

    assert "password" in refusal(bytes(content))


def test_another_compression_is_refused():
    out = io.BytesIO()
    with ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("word/document.xml", "<a/>")

    assert "damaged" in refusal(out.getvalue())


# XML


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха"}">' for n in range(10))


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE x>",
    ],
    ids=["laughs", "entity", "dtd", "only a name"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "_rels/.rels"])
def test_document_types_and_entities_are_refused(part, doctype):
    entity = "&l9;" if "l9" in doctype else "&e;" if "ENTITY e" in doctype else ""
    xml = f"{doctype}<w:document {XMLNS}><w:body>{p(f'<w:r><w:t>{entity}</w:t></w:r>')}</w:body></w:document>"

    assert refusal(with_part(part, xml))


def test_a_document_in_another_encoding_hides_no_document_type():
    xml = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [{LAUGHS}]><w:document {XMLNS}><w:body/></w:document>'

    assert refusal(with_part("word/document.xml", xml.encode("utf-16")))


def test_depth_without_end_is_refused():
    inside = "x"
    for _level in range(200):
        inside = table([td(inside)])

    assert refusal(docx(h(1, "Глава"), inside))


def test_a_table_without_end_is_refused():
    assert "too large" in refusal(docx(h(1, "Глава"), table(*[["x"] * 10] * 2_000)))


def test_a_paragraph_without_end_is_refused():
    assert "too large" in refusal(docx(h(1, "Глава"), p("дълго " * 500_000)))


def test_too_many_paragraphs_are_refused(settings):
    settings.IMPORT_MAX_PARAGRAPHS = 20

    assert "paragraphs" in refusal(docx(h(1, "Глава"), *[p("x")] * 21))
    assert read_file("x.docx", docx(h(1, "Глава"), *[p("x")] * 20), "bg")


def test_too_many_pictures_are_refused(settings):
    settings.IMPORT_MAX_PICTURES = 1
    file = WordFile()
    pictures = [file.picture(png(colour), "Мост") for colour in ("red", "blue")]

    assert "pictures" in refusal(file.bytes(h(1, "Глава"), p(*pictures)))


def test_a_picture_of_too_many_pixels_is_left_out():
    file = WordFile()
    content = file.bytes(h(1, "Глава"), p("Текст."), p(file.picture(png(size=(8_000, 6_000)), "Мост")))

    document = read_file("x.docx", content, "bg")

    assert [remark.kind for remark in document.remarks] == ["picture_too_large"]


def test_a_document_without_text_is_refused():
    assert "no text" in refusal(docx(p("")))


# References that lead nowhere


@pytest.mark.parametrize(
    "run",
    [
        '<w:r><w:footnoteReference w:id="77"/></w:r>',
        "<w:r><w:footnoteReference/></w:r>",
        '<w:hyperlink r:id="rId77"><w:r><w:t>тук</w:t></w:r></w:hyperlink>',
        WordFile.drawing('r:embed="rId77"'),
        WordFile.drawing(""),
        '<w:r><w:pict><v:shape><v:imagedata r:id="rId77"/></v:shape></w:pict></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:commentReference w:id="9"/></w:r>',
        "<w:r><w:t/></w:r>",
    ],
)
def test_a_reference_that_leads_nowhere_takes_no_text_away(run):
    document = read_file("x.docx", docx(h(1, "Глава"), p("Преди ", run, " и след.")), "bg")

    text = document.chapters[0].body[0]["value"]
    assert "Преди" in text and "и след." in text
