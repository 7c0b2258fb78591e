"""What a Word document becomes, and what an editor is told of it."""

import pytest
from django.utils import translation

from handbooks.importing.reading import read_file
from handbooks.importing.remarks import sentence, where
from tests.factories.word import WordFile, bullet, docx, h, number, p, png, table, td, words


def body_of(*blocks):
    """Return the body of the only chapter, without its fields that are empty."""
    document = read_file("x.docx", docx(h(1, "Глава"), *blocks), "bg")
    assert [chapter.title for chapter in document.chapters] == ["Глава"]
    return [(block["type"], block["value"]) for block in document.chapters[0].body]


def rows(values):
    return [value["value"] for value in values]


def cells_of(value):
    return [rows(value["columns"]), *(rows(row["value"]["cells"]) for row in value["rows"])]


def kinds(document):
    return [remark.kind for remark in document.remarks]


# Chapters and headings


def test_heading_1_begins_a_chapter(read):
    document = read(h(1, "Училище"), p("Едно."), h(1, "Работа"), p("Две."))

    assert [(chapter.title, len(chapter.body)) for chapter in document.chapters] == [("Училище", 1), ("Работа", 1)]


@pytest.mark.parametrize(
    "heading",
    [
        p("Училище", style="own"),
        p("Училище", properties='<w:outlineLvl w:val="0"/>'),
        p("Училище", style="1", numbering="2"),
    ],
    ids=["own style", "outline level", "numbered"],
)
def test_a_chapter_begins_however_heading_1_was_made(read, heading):
    assert [chapter.title for chapter in read(h(1, "Първа"), p("."), heading, p(".")).chapters] == ["Първа", "Училище"]


def test_lower_headings_have_two_levels():
    found = body_of(h(2, "Две"), h(3, "Три"), h(4, "Четири"))

    assert [(value["text"], value["level"]) for _kind, value in found] == [("Две", "2"), ("Три", "3"), ("Четири", "3")]


def test_a_heading_below_the_third_is_named(read):
    document = read(h(1, "Глава"), h(4, "Четири"))

    assert [(remark.kind, remark.place.heading) for remark in document.remarks] == [("deep_heading", "Четири")]


def test_a_heading_that_is_too_long_is_a_bold_paragraph():
    long = "Дълго заглавие " * 12

    assert body_of(h(2, long)) == [("text", f"<p><b>{long.strip()}</b></p>")]


def test_text_before_the_first_heading_is_a_chapter_in_the_language_of_the_text(read):
    document = read(p("Преди всичко."), h(1, "Глава"), p("."))

    with translation.override("bg"):
        assert [chapter.title for chapter in document.chapters] == [translation.gettext("Introduction"), "Глава"]
    assert kinds(document) == ["no_title"]


def test_a_document_without_headings_is_one_chapter_of_its_name():
    document = read_file("Наръчник за родители.docx", docx(p("Текст.")), "bg")

    assert [chapter.title for chapter in document.chapters] == ["Наръчник за родители"]


def test_title_and_subtitle_are_those_of_the_handbook(read):
    document = read(p("Наръчник", style="a3"), p("За родители", style="a6"), h(1, "Глава"), p("."), title="Document1")

    assert (document.title, document.subtitle) == ("Наръчник", "За родители")


def test_the_title_may_stand_in_the_documents_properties(read):
    assert read(h(1, "Глава"), p("."), title="Наръчник").title == "Наръчник"


# Text


def test_paragraphs_keep_bold_italics_and_links():
    file = WordFile()
    content = file.bytes(
        h(1, "Глава"),
        p(
            "Учи ",
            words("безплатно", "b"),
            " по ",
            words("закон", "i"),
            ", виж ",
            file.link("тук", "https://a.bg/?x=1&y=2"),
            ".",
        ),
        p("Втори."),
    )

    body = read_file("x.docx", content, "bg").chapters[0].body

    assert [block["value"] for block in body] == [
        '<p>Учи <b>безплатно</b> по <i>закон</i>, виж <a href="https://a.bg/?x=1&amp;y=2">тук</a>.</p><p>Втори.</p>'
    ]


def test_what_looks_like_markup_is_text():
    assert body_of(p(words("<script>alert(1)</script> & <b>"))) == [
        ("text", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>")
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host", "http://["]
)
def test_a_link_that_leads_to_no_page_is_text_and_named(address):
    file = WordFile()
    document = read_file("x.docx", file.bytes(h(1, "Глава"), p(file.link("тук", address))), "bg")

    assert document.chapters[0].body[0]["value"] == "<p>тук</p>"
    assert kinds(document) == ["unsafe_link"]


def test_raised_figures_stay_raised():
    assert body_of(
        p("25 m", words("2", 'vertAlign w:val="superscript"'), ", H", words("2", 'vertAlign w:val="subscript"'), "O")
    ) == [("text", "<p>25 m², H₂O</p>")]


def test_lists_and_numbered_steps():
    (kind, bullets), (other, steps) = body_of(bullet("Карта"), bullet("Документ"), number("Питайте"), number("Чакайте"))

    assert (kind, rows(bullets["items"])) == ("list", ["<p>Карта</p>", "<p>Документ</p>"])
    assert (other, [value["text"] for value in rows(steps["items"])]) == ("steps", ["<p>Питайте</p>", "<p>Чакайте</p>"])


def test_a_style_may_make_a_list():
    assert [kind for kind, _value in body_of(p("Карта", style="dots"), p("Документ", style="dots"))] == ["list"]


def test_a_list_in_a_list_becomes_lines_of_its_item(read):
    document = read(
        h(1, "Глава"), bullet("Документи"), bullet("Карта", level=1), bullet("Паспорт", level=1), bullet("Пари")
    )

    items = rows(document.chapters[0].body[0]["value"]["items"])
    assert items == ["<p>Документи</p><p>– Карта</p><p>– Паспорт</p>", "<p>Пари</p>"]
    assert [(remark.kind, remark.place.words) for remark in document.remarks] == [("nested_list", "Документи")]


def test_a_quotation_and_who_said_it():
    assert body_of(p("Никой не ми каза.", style="a4"), p("— Участничка", style="a4")) == [
        ("quote", {"text": "Никой не ми каза.", "source": "Участничка"})
    ]


def test_a_footnote_stands_after_the_paragraph_that_refers_to_it():
    file = WordFile()
    content = file.bytes(h(1, "Глава"), p("Едно", file.note("Източник ", words("2024", "i")), "."), p("Две."))

    body = read_file("x.docx", content, "bg").chapters[0].body

    assert [(block["type"], block["value"]) for block in body] == [
        ("text", "<p>Едно.</p>"),
        ("footnote", {"text": "<p>Източник <i>2024</i></p>"}),
        ("text", "<p>Две.</p>"),
    ]


def test_a_footnote_of_a_chapters_title_stands_after_its_first_text():
    file = WordFile()
    content = file.bytes(h(1, "Глава", file.note("Автор: Ваня.")), p("Едно."), h(2, "Раздел"))

    body = read_file("x.docx", content, "bg").chapters[0].body

    assert [block["type"] for block in body] == ["text", "footnote", "heading"]


# Tables


def test_a_table_with_its_headings_and_caption():
    ((kind, value),) = body_of(
        p("Срокове", style="a5"), table(["Карта", "Срок"], ["Синя", "5 години"], ["Зелена", "3 години"], head=1)
    )

    assert (kind, value["caption"]) == ("table", "Срокове")
    assert cells_of(value) == [["Карта", "Срок"], ["Синя", "5 години"], ["Зелена", "3 години"]]


def test_a_table_without_marked_headings_takes_its_first_row_and_says_so(read):
    document = read(h(1, "Глава"), table(["Карта", "Срок"], ["Синя", "5 години"]))

    assert kinds(document) == ["table_head", "caption"]
    assert cells_of(document.chapters[0].body[0]["value"]) == [["Карта", "Срок"], ["Синя", "5 години"]]


def test_columns_without_headings_are_numbered(read):
    document = read(h(1, "Глава"), table(["Карта", "Дълъг текст " * 9], ["Синя", "5 години"]))

    assert cells_of(document.chapters[0].body[0]["value"])[0] == ["1", "2"]
    assert "table_numbers" in kinds(document)


def test_merged_cells_are_divided(read):
    document = read(
        h(1, "Глава"),
        table(
            ["Град", "Място", "Час"],
            [td("София", properties='<w:vMerge w:val="restart"/>'), "Училище", "9"],
            [td("", properties="<w:vMerge/>"), "Община", "10"],
            [td("Лом", properties='<w:gridSpan w:val="2"/>'), "11"],
        ),
    )

    assert cells_of(document.chapters[0].body[0]["value"])[1:] == [
        ["София", "Училище", "9"],
        ["София", "Община", "10"],
        ["Лом", "", "11"],
    ]
    assert "merged_cells" in kinds(document)


def test_a_wide_table_becomes_several_with_the_same_first_column(read):
    document = read(h(1, "Глава"), table(["Град", *"абвгдежз"], ["Лом", *"12345678"]))

    assert [cells_of(block["value"]) for block in document.chapters[0].body] == [
        [["Град", *"абвгд"], ["Лом", *"12345"]],
        [["Град", *"ежз"], ["Лом", *"678"]],
    ]
    assert "wide_table" in kinds(document)


def test_a_table_of_one_cell_is_text(read):
    document = read(h(1, "Глава"), table([td(p("Важно."), p("Питайте."))]))

    assert [(block["type"], block["value"]) for block in document.chapters[0].body] == [
        ("text", "<p>Важно.</p><p>Питайте.</p>")
    ]
    assert kinds(document) == ["layout_table"]


def test_a_link_in_a_table_keeps_its_address():
    file = WordFile()
    content = file.bytes(
        h(1, "Глава"), table(["Кой", "Къде"], ["БЧК", td(p(file.link("сайт", "https://redcross.bg")))])
    )

    body = read_file("x.docx", content, "bg").chapters[0].body

    assert cells_of(body[0]["value"])[1] == ["БЧК", "сайт (https://redcross.bg)"]


# Pictures


def test_a_picture_with_description_and_caption():
    file = WordFile()
    content = file.bytes(h(1, "Глава"), p(file.picture(png(), "Мост над река")), p("Мостът", style="a5"))

    document = read_file("x.docx", content, "bg")

    value = document.chapters[0].body[0]["value"]
    assert (value["picture_alt"], value["caption"]) == ("Мост над река", "Мостът")
    assert document.pictures == {value["picture"]: "word/media/image1.png"}
    assert document.remarks == []


def test_a_picture_without_description_is_named(read):
    file = WordFile()
    document = read_file("x.docx", file.bytes(h(1, "Глава"), p(file.picture(png()))), "bg")

    assert kinds(document) == ["description"]


def test_a_picture_in_a_step_stays_there():
    file = WordFile()
    content = file.bytes(h(1, "Глава"), number("Идете", file.picture(png(), "Вход")), number("Питайте"))

    (block,) = read_file("x.docx", content, "bg").chapters[0].body

    assert [value["picture_alt"] for value in rows(block["value"]["items"])] == ["Вход", ""]


def test_pictures_of_a_group_are_kept_each_with_its_description():
    file = WordFile()
    shapes = ""
    for position, colour in enumerate(("red", "blue"), 1):
        file.parts[f"word/media/g{position}.png"] = png(colour)
        embedded = file.relate("image", f"media/g{position}.png")
        shapes += (
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{position}" name="x" descr="Снимка {position}"/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{embedded}"/></pic:blipFill></pic:pic>'
        )
    group = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Група"/><a:graphic><a:graphicData uri="x">'
        f"<wps:group>{shapes}</wps:group></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )

    body = read_file("x.docx", file.bytes(h(1, "Глава"), p(group)), "bg").chapters[0].body

    assert [block["value"]["picture_alt"] for block in body] == ["Снимка 1", "Снимка 2"]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "image1.svg"),
        (SVG, "image1.png"),
        (b"\xd7\xcd\xc6\x9a" + bytes(100), "image1.wmf"),
        (b"\x01\x00\x00\x00" + bytes(40) + b" EMF" + bytes(60), "image1.emf"),
        (png()[:60], "image1.png"),
        (png(kind="TIFF"), "image1.tiff"),
        (b"", "image1.png"),
    ],
    ids=["svg", "svg named png", "wmf", "emf", "cut off", "tiff", "empty"],
)
def test_a_picture_of_another_type_is_left_out_and_named(content, name):
    file = WordFile()
    document = read_file("x.docx", file.bytes(h(1, "Глава"), p("Преди.", file.picture(content, "Мост", name))), "bg")

    assert [block["type"] for block in document.chapters[0].body] == ["text"]
    assert [(remark.kind, remark.place.words) for remark in document.remarks] == [("picture_type", "Мост")]


def test_a_picture_on_another_computer_is_not_fetched():
    file = WordFile()
    run = file.drawing(f'r:link="{file.relate("image", "http://127.0.0.1:9/x.png", True)}"', "Мост")
    other = file.drawing(f'r:embed="{file.relate("image", "file:///etc/passwd", True)}"', "Мост")

    document = read_file("x.docx", file.bytes(h(1, "Глава"), p("Преди.", run, other)), "bg")

    assert [remark.kind for remark in document.remarks] == ["picture_elsewhere"]
    assert document.pictures == {}


# What can't be kept


BOX = "<w:txbxContent><w:p><w:r><w:t>В рамка.</w:t></w:r></w:p></w:txbxContent>"
LOST = {
    "equation": "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
    "deleted": '<w:del w:id="1"><w:r><w:delText>изтрито</w:delText></w:r></w:del>',
    "inserted": '<w:ins w:id="1"><w:r><w:t>добавено</w:t></w:r></w:ins>',
    "comment": '<w:r><w:commentReference w:id="0"/></w:r>',
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрито</w:t></w:r>",
    "object": '<w:r><w:object><v:shape/><o:OLEObject Type="Embed"/></w:object></w:r>',
    "chart": '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
    'chart"/></a:graphic></wp:inline></w:drawing></w:r>',
    "diagram": '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
    'diagram"/></a:graphic></wp:inline></w:drawing></w:r>',
    "drawing": '<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"><wps:wsp/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>',
    "formatting": words("подчертано", 'u w:val="single"'),
    "inner_link": f'<w:hyperlink w:anchor="later">{words("по-нататък")}</w:hyperlink>',
}


@pytest.mark.parametrize("kind", LOST)
def test_what_cannot_be_kept_is_named_with_its_place(read, kind):
    document = read(h(1, "Глава"), p("Едно."), h(2, "Раздел"), p("Първи."), p("Втори ", LOST[kind], " абзац."))

    assert [remark.kind for remark in document.remarks] == [kind]
    place = document.remarks[0].place
    assert (place.chapter, place.heading, place.paragraph) == ("Глава", "Раздел", 2)
    assert place.words.startswith("Втори") and place.words.endswith("абзац.")
    assert sentence(document.remarks[0]) and "Раздел" in where(place)


def test_inserted_text_is_taken_over_and_deleted_text_is_not():
    assert body_of(p("Едно ", LOST["inserted"], LOST["deleted"], ".")) == [("text", "<p>Едно добавено.</p>")]


@pytest.mark.parametrize(
    "box",
    [
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x">'
        f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>",
        f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
    ],
    ids=["new", "old"],
)
def test_a_text_box_becomes_text_once(read, box):
    document = read(h(1, "Глава"), p("До рамката.", box), p("След нея."))

    assert document.chapters[0].body[0]["value"] == "<p>До рамката.</p><p>В рамка.</p><p>След нея.</p>"
    assert [(remark.kind) for remark in document.remarks] == ["box"]


def test_the_table_of_contents_is_left_out(read):
    document = read(p("Глава ... 1", style="11"), h(1, "Глава"), p("."))

    assert [chapter.title for chapter in document.chapters] == ["Глава"]
    assert kinds(document) == ["contents"]


def test_words_of_the_printed_page_are_left_out():
    file = WordFile()
    file.relate("header", "header1.xml")
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + p("Проект 2014") + "</w:hdr>"
    )

    document = read_file("x.docx", file.bytes(h(1, "Глава"), p("."), extra={"word/header1.xml": header}), "bg")

    assert kinds(document) == ["furniture"]


def test_a_field_keeps_its_words():
    assert body_of(p("Таблица ", '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>1</w:t></w:r></w:fldSimple>')) == [
        ("text", "<p>Таблица 1</p>")
    ]


def test_a_document_cannot_write_remarks_itself(read):
    assert read(h(1, "Глава"), p("Текст \ue000equation\ue001.")).remarks == []
