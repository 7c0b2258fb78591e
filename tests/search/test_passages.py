"""The passage that matches: marked, escaped, with the place where it stands."""

import pytest

from search.passages import find_passage, stems
from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    choice_question,
    rich,
    stream,
)


@pytest.fixture
def chapter(home):
    """Make a chapter with these blocks."""
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))

    def make(*blocks, **fields):
        return ChapterPageFactory(parent=handbook, body=stream(*blocks), **fields)

    return make


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("училище", ["учили"]),
        ("Училищата", ["училищ"]),
        ("дете", ["дете"]),
        ("лекари", ["лека"]),
        ("медицинска помощ", ["медицин", "помощ"]),
        ("112", ["112"]),
        ("и\u0306од", ["йод"]),
        ("مَدْرَسَة", ["مدرس"]),
        ("مدرسه", ["مدرس"]),
        ("مـدرسة", ["مدرس"]),
        ("!!! – …", []),
        ("", []),
    ],
)
def test_words_are_cut_to_what_their_forms_share(query, expected):
    assert stems(query) == expected


def test_a_very_long_query_is_eight_words(home):
    assert len(stems("дума " * 50)) == 8


def test_the_words_found_are_marked_to_their_end(chapter):
    page = chapter(rich("Всяко дете ходи на училището в квартала."))

    assert "Всяко дете ходи на <mark>училището</mark> в квартала." in find_passage(page, "училище").html


def test_every_word_of_the_query_is_marked(chapter):
    page = chapter(rich("Лекарят преглежда детето."))

    assert find_passage(page, "детето лекарят").html == "<mark>Лекарят</mark> преглежда <mark>детето</mark>."


def test_a_word_is_marked_by_its_beginning_not_inside_another(chapter):
    page = chapter(rich("Природата е красива."), rich("Родата идва на гости."))

    passage = find_passage(page, "рода")

    assert passage.html == "<mark>Родата</mark> идва на гости."


def test_capitals_do_not_matter(chapter):
    assert "<mark>УЧИЛИЩЕ</mark>" in find_passage(chapter(rich("УЧИЛИЩЕ")), "училище").html


def test_what_stands_in_the_text_is_escaped(chapter):
    page = chapter(
        (
            "heading",
            {"text": "Адрес <script>alert(1)</script> & друго", "level": "2", "picture": None, "picture_alt": ""},
        )
    )

    html = find_passage(page, "друго").html

    assert "<script" not in html
    assert "&amp;" in html


@pytest.mark.parametrize(
    "query", ["<script>", "адрес<b>", '"><img src=x onerror=alert(1)>', "(.*", "[а-я", "\\", "a|b"]
)
def test_an_odd_query_is_text_and_nothing_else(chapter, query):
    found = find_passage(chapter(rich("Адрес и script и img.")), query)

    assert found is None or not set("<>") & set(found.html.replace("<mark>", "").replace("</mark>", ""))


def test_markup_of_the_text_is_not_shown_and_not_searched(chapter):
    page = chapter(rich("Това е <b>важно</b> за вас."))

    assert find_passage(page, "важно").html == "Това е <mark>важно</mark> за вас."
    assert find_passage(page, "data-block-key") is None


def test_a_long_text_is_cut_at_words_around_the_place(chapter):
    page = chapter(rich("начало " * 60 + "болница " + "край " * 60))

    html = find_passage(page, "болница").html

    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "<mark>болница</mark>" in html
    assert len(html) < 300
    assert set(html.replace("<mark>", "").replace("</mark>", "").split()) == {"…", "начало", "болница", "край"}


def test_the_passage_names_the_block_it_stands_in(client, chapter):
    page = chapter(rich("Първо."), rich("Второ за училище."))

    anchor = find_passage(page, "училище").anchor

    html = client.get(page.url).content.decode()
    assert "Второ за училище." in html.split(f'id="{anchor}"', 1)[1]
    assert "Първо." not in html.split(f'id="{anchor}"', 1)[1]


def test_exercises_are_searched_too(chapter):
    page = chapter(rich("Текст."), choice_question("Какво вземате в болницата?"))

    assert "<mark>болницата</mark>" in find_passage(page, "болница").html


def test_a_page_that_has_the_word_in_its_title_only_has_no_passage(chapter):
    assert find_passage(chapter(rich("Текст."), title="Училище"), "училище") is None


@pytest.mark.parametrize("query", ["إقامة", "اقامة", "اقامه"])
def test_arabic_is_found_as_most_people_type_it(chapter, query):
    page = chapter(rich("<p>هذه بطاقة إقامة لك.</p>"))

    assert "<mark>إقامة</mark>" in find_passage(page, query).html
