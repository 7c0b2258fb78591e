"""Rich text for readers: links in their language, names left alone, one sentence a line, footnotes."""

import pytest
from wagtail.models import Page

from cms.core.medium import Medium, PageLink
from cms.core.richtext import (
    linked_page_ids,
    number_footnotes,
    one_sentence_a_line,
    render_plain,
    render_rich_text,
    resolve_links,
)
from tests.factories import HandbookIndexPageFactory, StandardPageFactory, body, case, rich, stream
from tests.factories.bodies import items


def link(page_id: int, text: str = "here") -> str:
    return f'<a linktype="page" id="{page_id}">{text}</a>'


# Which pages a text links to


def test_links_are_found_wherever_rich_text_stands():
    text = body(
        rich(f"See {link(3)} and {link(4)}."),
        ("list", {"items": items("list", [f"<p>{link(5)}</p>"])}),
        ("callout", {"kind": "tip", "text": f"<p>{link(6)}</p>"}),
        ("footnote", {"text": f"<p>{link(7)}</p>"}),
        rich('<a linktype="document" id="8">A form</a> <a href="https://example.org/?id=9">away</a>'),
    )

    assert linked_page_ids(text, f"<p>{link(10)}</p>") == {3, 4, 5, 6, 7, 10}


def test_a_text_without_links_links_to_nothing():
    assert linked_page_ids(body(rich("Read."), case({1: [2]}, endings=(2,))), "") == set()


# Where a link leads


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="Помощ", slug="help")


def in_language(page: Page, locale, live: bool = True) -> Page:
    page.get_parent().specific.copy_for_translation(locale)
    copy = page.copy_for_translation(locale)
    if live:
        copy.save_revision().publish()
    return copy


def test_a_link_leads_to_the_page_in_the_readers_language(page, locale):
    in_language(page, locale("en"))
    in_language(page, locale("uk"))

    assert resolve_links([page.pk], "en") == {page.pk: PageLink("/en/help/")}


def test_a_reader_of_easy_language_is_led_to_the_easy_page_and_without_one_to_the_full_page(page, locale):
    assert resolve_links([page.pk], "bg-simple") == {page.pk: PageLink("/bg/help/")}

    in_language(page, locale("bg-simple"))

    assert resolve_links([page.pk], "bg-simple") == {page.pk: PageLink("/bg-simple/help/")}


def test_a_reader_of_the_full_text_is_led_to_the_easy_page_if_only_that_exists_in_the_language(page, locale):
    in_language(page, locale("ar-simple"))

    assert resolve_links([page.pk], "ar") == {page.pk: PageLink("/ar-simple/help/")}


def test_a_page_that_does_not_exist_in_the_language_is_led_to_as_it_was_chosen_and_says_so(page, locale):
    english = in_language(page, locale("en"))

    assert resolve_links([page.pk], "uk") == {page.pk: PageLink("/bg/help/", "bg")}
    assert resolve_links([english.pk], "uk") == {english.pk: PageLink("/en/help/", "en")}


def test_a_translation_that_is_not_live_is_not_led_to(page, locale):
    in_language(page, locale("en"), live=False)

    assert resolve_links([page.pk], "en") == {page.pk: PageLink("/bg/help/", "bg")}


def test_a_page_that_is_nowhere_live_is_led_to_by_nobody(page):
    page.unpublish()

    assert resolve_links([page.pk, 10**9], "bg") == {}


def test_a_chosen_page_that_is_not_live_is_replaced_by_its_live_translation(page, locale):
    in_language(page, locale("en"))
    page.refresh_from_db()
    page.unpublish()

    assert resolve_links([page.pk], "uk") == {page.pk: PageLink("/en/help/", "en")}


def test_all_links_of_a_page_cost_two_queries(home, django_assert_num_queries):
    pages = [StandardPageFactory(parent=home) for _number in range(5)] + [HandbookIndexPageFactory(parent=home)]
    resolve_links([home.pk], "bg")  # the site's roots are kept from here on

    with django_assert_num_queries(2):
        assert len(resolve_links([page.pk for page in pages], "bg")) == 6


def test_a_text_without_links_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert resolve_links([], "bg") == {}


# What readers get


def test_an_inner_link_gets_the_address_found_for_it():
    medium = Medium(links={3: PageLink("/bg/help/?a=1&b=2")})

    assert render_rich_text(f"<p>{link(3, '<b>Help</b>')}</p>", medium) == (
        '<p><a href="/bg/help/?a=1&amp;b=2"><b>Help</b></a></p>'
    )


def test_a_link_into_another_language_names_it():
    medium = Medium(links={3: PageLink("/bg/help/", "bg")})

    assert render_rich_text(link(3), medium) == '<a href="/bg/help/" hreflang="bg">here</a>'


@pytest.mark.parametrize("dead", [link(3, "the <b>old</b> page"), '<a linktype="page">the <b>old</b> page</a>'])
def test_a_dead_link_keeps_its_words_only(dead):
    assert render_rich_text(f"<p>See {dead}.</p>", Medium()) == "<p>See the <b>old</b> page.</p>"


def test_a_link_to_elsewhere_stays():
    html = '<a href="https://example.org/">away</a>'

    assert render_rich_text(html, Medium()) == html


def test_names_and_addresses_are_kept_from_translation_tools():
    assert render_rich_text("<p>To <code>София</code>.</p>", Medium()) == ('<p>To <bdi translate="no">София</bdi>.</p>')


def test_what_only_the_editor_needs_is_left_out():
    assert render_rich_text('<p data-block-key="a1b2c">Read.</p>', Medium()) == "<p>Read.</p>"


def test_footnote_numbers_stand_at_the_end_of_the_last_paragraph():
    assert render_rich_text("<p>One.</p><p>Two.</p>", Medium(), "[1]") == "<p>One.</p><p>Two.[1]</p>"
    assert render_rich_text("no paragraph", Medium(), "[1]") == "no paragraph[1]"


def test_plain_text_is_escaped_and_keeps_its_lines():
    assert render_plain(" a < b & c\nd ", Medium()) == "a &lt; b &amp; c<br>d"


# One sentence a line


@pytest.mark.parametrize("language", ["bg-simple", "ar-simple"])
def test_easy_language_has_one_sentence_a_line(language):
    medium = Medium(language=language)

    assert render_rich_text("<p>Едно. Две.</p>", medium) == "<p>Едно.<br>Две.</p>"
    assert render_plain("Едно. Две.", medium) == "Едно.<br>Две."


def test_the_full_language_is_left_as_it_is():
    assert render_rich_text("<p>Едно. Две.</p>", Medium(language="bg")) == "<p>Едно. Две.</p>"
    assert render_plain("Едно. Две.", Medium(language="bg")) == "Едно. Две."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Това е картата. Носете я! Ясно ли е? Добре…  Край.", 5),
        ("هذه هي البطاقة. هل تفهم؟ نعم.", 3),
        ("May the school refuse? No. Every child learns.", 3),
        ("Той каза: „Ела.“ Тя дойде.", 2),
        ("Той каза: &quot;Ела.&quot; Тя дойде.", 2),
        ("(Елате рано.) Носете картата.", 2),
        ("Обадете се на 112. Помощта идва.", 2),
        ("Децата са 5. Всички учат.", 2),
        ("<b>Важно.</b> Не подписвайте.", 2),
        ("Не подписвайте. <b>Питайте.</b>", 2),
        ('Вижте <a href="/bg/help/">тук.</a> <b>Питайте</b> ни.', 2),
        ('Вижте <a href="/bg/help/">тук</a>. Питайте ни.', 2),
        ('Живея в <bdi translate="no">София</bdi>. Уча.', 2),
        ('قل: <bdi translate="no">Добър ден. Търся лекар.</bdi> هذا يكفي.', 3),
    ],
)
def test_every_sentence_begins_a_line(text, lines):
    broken = one_sentence_a_line(text)

    assert broken.count("<br>") == lines - 1
    assert broken.replace("<br>", " ").split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Елате в 9 ч. сутринта",
        "Елате в 9 ч. Иван ви чака",
        "А. Иванов",
        "гр. София, ул. Шипка 5",
        "Живея на бул. Витоша",
        "по чл. 5, ал. 2",
        "т.е. Вие",
        "<p>1. Вземете картата</p>",
        "10. Вземете картата",
        "вул. Хрещатик",
        "Ask Dr. Smith",
        "Това струва 5.50 лв. на месец",
        "и т.н. за всички",
        "Сайтът е www.example.org и е безплатен",
        '<a href="x" title="One. Two. Three.">a</a>',
        "Край.",
        "<p>Край.</p> <p>Начало.</p>",
    ],
)
def test_no_line_begins_inside_a_sentence_or_a_tag(text):
    assert one_sentence_a_line(text) == text


# Footnotes


def footnote(text: str) -> tuple[str, dict]:
    return "footnote", {"text": f"<p>{text}</p>"}


def test_footnotes_are_numbered_in_order_and_belong_to_the_block_before_them():
    text = body(rich("One."), footnote("A"), footnote("B"), rich("Two."), rich("Three."), footnote("C"))

    numbers, notes = number_footnotes(text)

    assert numbers == {text[0].id: [1, 2], text[4].id: [3]}
    assert [(number, note["text"].source) for number, note in notes] == [
        (1, "<p>A</p>"),
        (2, "<p>B</p>"),
        (3, "<p>C</p>"),
    ]


def test_a_footnote_before_any_text_is_listed_but_marked_nowhere():
    text = body(footnote("A"), ("list", {"items": items("list", ["<p>One</p>", "<p>Two</p>"])}))

    numbers, notes = number_footnotes(text)
    html = text.stream_block.render(text, {"medium": Medium(footnotes=numbers)})

    assert [number for number, _note in notes] == [1]
    assert "note-ref" not in html


def test_the_marks_stand_at_the_block_and_the_notes_at_the_end_of_the_page(client, home):
    StandardPageFactory(
        parent=home,
        slug="about",
        body=stream(rich("One."), footnote("A source."), ("quote", {"text": "Quoted"}), footnote("B source.")),
    )

    html = client.get("/bg/about/").content.decode()

    first, second = html.index('href="#note-1"'), html.index('href="#note-2"')
    assert (
        html.index("One.") < first < html.index("Quoted") < second < html.index('id="note-1"') < html.index("A source.")
    )
    assert html.count('id="ref-1"') == html.count('href="#ref-1"') == 1
    assert html.count("A source.") == html.count("B source.") == 1
