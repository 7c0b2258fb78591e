"""Every block shows whatever is stored in it, in every medium: what is missing is left out, nothing breaks the page.

Bulk publishing, importers and old data bring values that the page editor would refuse.
"""

import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.core.blocks.media import MediaChooserBlock
from cms.core.medium import Medium
from handbooks.models import ChapterPage
from home.blocks import HomeStreamBlock
from tests.factories import body, case, choice_question, picture, recording, rich
from tests.factories.bodies import an_id, items

MEDIA = ("web", "print", "book", "package")
LANGUAGES = ("bg", "ar-simple")
NOWHERE = 10**9

STREAMS = [HomeStreamBlock(), ChapterPage._meta.get_field("body").stream_block]
BLOCKS = {name: stream for stream in STREAMS for name in stream.child_blocks}

TEXTS = st.sampled_from(
    [None, "", " ", "\n\n", "Едно. Две.", "نعم؟ لا.", "<script>alert(1)</script>", "{{ x }} {% y %}", "long " * 2000]
)
RICH_TEXTS = st.sampled_from(
    [
        None,
        "",
        "no paragraph",
        "<p>Едно. <b>Две.</b> Три.</p>",
        "<p>never closed",
        "</p>",
        '<p data-block-key="a1b2c">x <a linktype="page" id="1000000000">deleted page</a></p>',
        '<p><a linktype="page">no page</a> <a linktype="document" id="1000000000">deleted document</a></p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">away</a> <code>София</code></p>',
    ]
)


def stored(block: blocks.Block, rows: dict[type, int]) -> st.SearchStrategy[Any]:
    """Return every value that may be stored in a block, half of them wrong; `rows` has a row for each chooser."""
    if isinstance(block, blocks.StructBlock):
        fields = {name: stored(child, rows) for name, child in block.child_blocks.items()}
        return st.fixed_dictionaries({}, optional=fields)
    if isinstance(block, blocks.ListBlock):
        return st.lists(stored(block.child_block, rows), max_size=3).map(lambda values: items("list", values))
    if isinstance(block, blocks.StreamBlock):
        child = st.one_of(
            [
                stored(child, rows).map(lambda value, name=name: (name, value))
                for name, child in block.child_blocks.items()
            ]
        )
        return st.lists(child, max_size=4).map(
            lambda children: [
                {"type": name, "value": value, "id": an_id("stream", n)} for n, (name, value) in enumerate(children)
            ]
        )
    if isinstance(block, blocks.ChooserBlock):
        row = next(key for kind, key in rows.items() if isinstance(block, kind))
        return st.sampled_from([None, NOWHERE, row])
    if isinstance(block, blocks.BooleanBlock):
        return st.sampled_from([True, False, None])
    if isinstance(block, blocks.IntegerBlock):
        return st.sampled_from([None, -1, 0, 1, 2, 99])
    if isinstance(block, blocks.ChoiceBlock):
        return st.sampled_from([None, "", "unknown", *(key for key, _label in block.field.choices)])
    if isinstance(block, blocks.RichTextBlock):
        return RICH_TEXTS
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return TEXTS
    raise NotImplementedError(f"Say what may be stored in a {type(block).__name__}.")


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_stored_is_shown_without_an_error(home, name, data):
    stream = BLOCKS[name]
    rows = {ImageChooserBlock: a_picture(), MediaChooserBlock: a_recording(), blocks.PageChooserBlock: home.pk}
    value = data.draw(stored(stream.child_blocks[name], rows))
    footnote = {"type": "footnote", "value": {"text": "<p>A source.</p>"}, "id": an_id("note")}
    page_body = stream.to_python([{"type": name, "value": value, "id": an_id(name)}, footnote])
    medium = Medium(data.draw(st.sampled_from(MEDIA)), data.draw(st.sampled_from(LANGUAGES)), {}, {an_id(name): [1]})

    html = stream.render(page_body, {"medium": medium})

    assert "<script>" not in html
    assert "None" not in html


def a_picture() -> int:
    from cms.images.models import CustomImage

    found = CustomImage.objects.first() or picture(size=(40, 30))
    return found.pk


def a_recording() -> int:
    from wagtailmedia.models import Media

    found = Media.objects.first() or recording()
    return found.pk


def shown(*parts: tuple[str, Any], medium: Medium | None = None) -> str:
    """Return the HTML of a chapter's body."""
    text = body(*parts)
    return text.stream_block.render(text, {"medium": medium or Medium()})


def test_a_row_with_too_few_cells_gets_empty_ones():
    html = shown(table(["A", "B", "C"], ["one"]))

    assert html.count("<td>") == 3
    assert "<td>one</td><td></td><td></td>" in html


def test_a_row_with_too_many_cells_shows_those_that_have_a_column():
    html = shown(table(["A", "B"], ["one", "two", "three"]))

    assert "two" in html
    assert "three" not in html


def table(columns: list[str], *rows: list[str]) -> tuple[str, dict]:
    cells = [{"cells": items(f"row-{n}", row)} for n, row in enumerate(rows)]
    value = {"caption": "A table", "columns": items("columns", columns), "rows": items("rows", cells)}
    return "table", value | {"row_headers": False}


def test_the_first_cell_is_a_heading_where_the_editor_said_so():
    kind, value = table(["A", "B"], ["one", "two"])

    assert '<th scope="row">one</th><td>two</td>' in shown((kind, value | {"row_headers": True}))


def test_a_choice_that_leads_nowhere_leaves_the_rest_of_the_case_readable():
    html = shown(case({1: [2, 77]}, endings=(2,)))

    assert "Go to 77" in html
    assert "Ending 2" in html


def test_a_recording_without_its_file_still_has_its_transcript():
    html = shown(("recording", {"title": "A greeting", "media": None, "transcript": "<p>Good morning.</p>"}))

    assert "Good morning." in html
    assert "<audio" not in html


@pytest.mark.django_db
def test_a_recording_whose_file_was_lost_still_has_its_transcript():
    media = recording()
    default_storage.delete(media.file.name)

    html = shown(("recording", {"title": "A greeting", "media": media.pk, "transcript": "<p>Good morning.</p>"}))

    assert "Good morning." in html


@pytest.mark.django_db
def test_a_recording_says_how_large_it_is_and_is_not_loaded_before_somebody_presses_play():
    html = shown(("recording", {"title": "A greeting", "media": recording().pk, "transcript": "<p>Hello.</p>"}))

    assert 'preload="none"' in html
    assert 'class="size">12' in html


@pytest.mark.django_db
def test_a_picture_whose_file_was_lost_still_says_what_it_showed():
    image = picture()
    default_storage.delete(image.file.name)

    html = shown(("picture", {"picture": image.pk, "picture_alt": "A school bag", "caption": "To take with you"}))

    assert 'alt="A school bag"' in html
    assert "To take with you" in html


def test_a_heading_of_an_unknown_level_is_a_heading_of_the_second():
    assert "<h2>First steps</h2>" in shown(("heading", {"text": "First steps", "level": "9"}))
    assert "<h3>First steps</h3>" in shown(("heading", {"text": "First steps", "level": "3"}))


def test_a_note_says_its_kind_in_a_word():
    shown_as = {
        kind: re.search(r'class="note-kind">([^<]+)<', shown(("callout", {"kind": kind, "text": "<p>x</p>"})))[1]
        for kind in ("important", "tip", "example", "help", None)
    }

    assert len(set(shown_as.values())) == 4
    assert shown_as[None] == shown_as["important"]


def test_a_choice_question_answers_itself_without_a_script():
    html = shown(choice_question(rights=(False, True)))

    answer = html[html.index('<details class="answer"') :]
    assert "Feedback 0" in answer
    assert 'class="bad"' in answer
    assert 'class="good"' in answer
    assert "Because." in answer


def test_a_case_can_be_read_through_by_links_alone():
    text = body(case({1: [2, 3], 2: [3]}, endings=(3,)))
    html = text.stream_block.render(text, {"medium": Medium()})
    prefix = f"c-{text[0].id[:8]}"

    for number in (1, 2, 3):
        assert f'id="{prefix}-{number}"' in html
        assert f'href="#{prefix}-{number}"' in html


def test_a_block_has_an_address_on_its_page():
    text = body(rich("Read."))

    assert f'id="b-{text[0].id[:8]}"' in text.stream_block.render(text, {"medium": Medium()})


def test_parts_without_a_template_of_their_own_can_be_shown_all_the_same():
    kind, value = choice_question()
    option = body((kind, value))[0].value["options"].bound_blocks[0]

    assert "Option 0" in option.render()
