"""Markdown and zipped HTML: the same blocks, the same remarks."""

import contextlib
from base64 import b64encode

import pytest

from handbooks.importing.errors import UnreadableFile
from handbooks.importing.reading import read_file
from tests.factories.word import png, zipped


def blocks(document):
    return [(block["type"], block["value"]) for chapter in document.chapters for block in chapter.body]


def kinds(document):
    return [remark.kind for remark in document.remarks]


def read_page(html, **files):
    """Return what is read from a zip file with a page and other files."""
    return read_file("pages.zip", zipped({"page.html": html, **files}), "bg")


MARKDOWN = """
# Училище

Всяко дете учи **безплатно**, *по закон*[^1]. Виж [тук](https://mon.bg).

## Как

- Карта
- Документ
  - Паспорт

1. Питайте
2. Чакайте

> Никой не ми каза.
>
> — Участничка

| Карта | Срок |
| --- | --- |
| Синя | 5 години |

[^1]: Чл. 53 от *Конституцията*.

# Работа

Договорът е ~~устен~~ писмен.
"""


def test_markdown_becomes_blocks():
    document = read_file("Наръчник.md", MARKDOWN.encode(), "bg")

    assert [chapter.title for chapter in document.chapters] == ["Училище", "Работа"]
    assert [kind for kind, _value in blocks(document)] == [
        *("text", "footnote", "heading", "list", "steps", "quote", "table"),
        "text",
    ]
    found = blocks(document)
    assert found[0][1] == (
        '<p>Всяко дете учи <b>безплатно</b>, <i>по закон</i>. Виж <a href="https://mon.bg">тук</a>.</p>'
    )
    assert found[1][1] == {"text": "<p>Чл. 53 от <i>Конституцията</i>.</p>"}
    assert found[5][1] == {"text": "Никой не ми каза.", "source": "Участничка"}
    assert kinds(document) == ["nested_list", "caption", "formatting"]


def test_html_in_markdown_is_text():
    ((_kind, text),) = blocks(read_file("x.md", "Едно <script>alert(1)</script>".encode(), "bg"))

    assert text == "<p>Едно &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_what_a_database_refuses_is_left_out():
    document = read_file("x.md", "# Гл\0ава\n\nТе\0кст".encode(), "bg")

    assert "\0" not in str(document.as_json()) and document.chapters[0].body


def test_markdown_in_an_old_encoding_is_refused():
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_file("x.md", "Текст".encode("cp1251"), "bg")


def test_pages_of_a_zip_file_are_chapters_in_their_order():
    page = "<html><head><title>{0}</title></head><body><p>Текст {0}.</p></body></html>"
    names = ["10.html", "2.html", "index.html", "1.htm", "__MACOSX/._1.htm", ".hidden.html", "notes.txt"]

    document = read_file("pages.zip", zipped({name: page.format(name) for name in names}), "bg")

    assert [chapter.title for chapter in document.chapters] == ["index.html", "1.htm", "2.html", "10.html"]


def test_a_page_with_a_heading_needs_no_title():
    document = read_page("<title>Сайт</title><h1>Училище</h1><p>Текст.</p>")

    assert [chapter.title for chapter in document.chapters] == ["Училище"]


def test_a_page_in_an_old_encoding_says_so():
    html = '<meta charset="windows-1251"><h1>Училище</h1><p>Текст.</p>'.encode("cp1251")

    assert read_page(html).chapters[0].title == "Училище"


def test_pictures_stand_beside_the_page():
    html = '<h1>Г</h1><figure><img src="../pictures/a%20b.png" alt="Мост"><figcaption>Мостът</figcaption></figure>'
    document = read_file("x.zip", zipped({"pages/1.html": html, "pictures/a b.png": png()}), "bg")

    ((kind, value),) = blocks(document)
    assert (kind, value["picture_alt"], value["caption"]) == ("picture", "Мост", "Мостът")
    assert list(document.pictures.values()) == ["pictures/a b.png"]


def test_a_picture_may_stand_in_the_page_itself():
    address = "data:image/png;base64," + b64encode(png()).decode()

    document = read_page(f'<h1>Г</h1><img alt="Мост" src="{address}">')

    assert list(document.pictures.values()) == [address]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://127.0.0.1:9/x.png", "picture_elsewhere"),
        ("//127.0.0.1/x.png", "picture_elsewhere"),
        ("file:///etc/passwd", "picture_elsewhere"),
        ("../../../etc/passwd", "picture_missing"),
        ("/etc/passwd", "picture_missing"),
        ("missing.png", "picture_missing"),
        ("", "picture_missing"),
        ("data:image/svg+xml,<svg/>", "picture_type"),
        ("data:image/png;base64,%%%", "picture_type"),
    ],
)
def test_other_pictures_are_left_out_and_named(address, kind):
    document = read_page(f'<h1>Г</h1><p>Текст.</p><img alt="Мост" src="{address}">')

    assert kinds(document) == [kind]
    assert document.pictures == {}


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<script>alert(1)</script>", "active"),
        ('<iframe src="http://127.0.0.1:9/"></iframe>', "active"),
        ("<form><p>Име <input name=x></p></form>", "active"),
        ("<video src=x></video>", "recording"),
        ("<object data=x></object>", "object"),
        ("<svg onload=alert(1)><script>alert(1)</script></svg>", "picture_type"),
        ("<math><mi>x</mi></math>", "equation"),
        ("<nav><a href=2.html>Напред</a></nav>", "contents"),
        ('<p><a href="2.html">Напред</a></p>', "inner_link"),
        ('<p><a href="javascript:alert(1)">Напред</a></p>', "unsafe_link"),
        ("<pre>a = 1\nb = 2</pre>", "code"),
    ],
)
def test_what_cannot_be_kept_of_a_page_is_named(html, kind):
    document = read_page(f"<h1>Г</h1><p>Преди.</p>{html}<p>След.</p>")

    assert kinds(document) == [kind]
    text = "".join(value for _kind, value in blocks(document))
    assert "Преди." in text and "След." in text
    assert "alert" not in text


def test_attributes_and_styles_are_left_behind():
    document = read_page(
        '<h1>Г</h1><p style="x" onclick="alert(1)">Т<b onmouseover="a()">е</b>кст</p><style>p{}</style>'
    )

    assert blocks(document) == [("text", "<p>Т<b>е</b>кст</p>")]


def test_words_without_a_paragraph_are_one():
    document = read_page("<h1>Г</h1>Едно <b>две</b><div>Три<br>четири</div>")

    assert blocks(document) == [("text", "<p>Едно <b>две</b></p><p>Три<br/>четири</p>")]


def test_words_and_what_they_mean():
    document = read_page("<h1>Г</h1><dl><dt>Депозит</dt><dd>Пари, които връщат.</dd></dl>")

    assert blocks(document) == [("definition", {"term": "Депозит", "meaning": "Пари, които връщат."})]


def test_footnotes_of_pages_saved_by_word():
    document = read_page(
        '<h1>Г</h1><p>Едно<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>.</p>'
        '<div><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Източник.</p></div></div>'
    )

    assert blocks(document) == [("text", "<p>Едно.</p>"), ("footnote", {"text": "<p>Източник.</p>"})]


def test_a_table_with_hostile_spans_stays_small():
    document = read_page('<h1>Г</h1><table><tr><td colspan="99999999" rowspan="99999999">а<tr><td>б</table>')

    assert document.chapters[0].body


def test_depth_without_end_is_no_danger():
    html = "<h1>Г</h1>" + "<div><b>" * 3_000 + "дъно"
    with contextlib.suppress(UnreadableFile):
        read_page(html)


@pytest.mark.parametrize("parts", [{"a.txt": "x"}, {}, {"a.html": ""}], ids=["no page", "nothing", "empty page"])
def test_a_zip_file_without_text_is_refused(parts):
    with pytest.raises(UnreadableFile):
        read_file("x.zip", zipped(parts), "bg")
