"""A chapter as readers see it, and in the editor's preview."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import (
    ChapterPageFactory,
    FundingProgrammeFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    case,
    choice_question,
    picture,
    rich,
    stream,
)


def test_shows_its_text_and_where_it_stands_in_the_handbook(client, handbook):
    ChapterPageFactory(parent=handbook, title="Първите дни", slug="first-days")
    ChapterPageFactory(
        parent=handbook, title="Училище", slug="school", body=stream(rich("Всяко дете учи."), choice_question())
    )

    response = client.get("/bg/handbooks/common-cases/school/")

    assert response.status_code == 200
    html = response.content.decode()
    assert "Всяко дете учи." in html
    assert "Първите дни" in html
    assert 'rel="prev"' in html
    assert 'rel="next"' not in html


def test_previous_and_next_pass_over_drafts(client, handbook):
    for name, live in (("a", True), ("b", False), ("c", True)):
        ChapterPageFactory(parent=handbook, slug=name, live=live)

    first = client.get("/bg/handbooks/common-cases/a/").content.decode()
    last = client.get("/bg/handbooks/common-cases/c/").content.decode()

    assert 'rel="next" href="/bg/handbooks/common-cases/c/"' in first
    assert 'rel="prev" href="/bg/handbooks/common-cases/a/"' in last


def test_shows_how_long_reading_takes_and_how_much_there_is_to_practise(main_of, handbook):
    body = stream(rich("дума " * 240), choice_question("А?"), case({1: [2]}, (2,)))
    chapter = ChapterPageFactory(parent=handbook, slug="school", body=body)

    html = main_of("/bg/handbooks/common-cases/school/")

    assert chapter.reading_minutes > 1
    assert chapter.exercise_counts == {"questions": 1, "cases": 1}
    for name, count in (("minute", chapter.reading_minutes), ("question", 1), ("case", 1)):
        with translation.override("bg"):
            text = ngettext(f"%({name}s)s {name}", f"%({name}s)s {name}s", count) % {f"{name}s": count}
        assert text in html


def test_says_when_its_facts_were_checked_and_by_whom(main_of, handbook):
    ChapterPageFactory(parent=handbook, slug="a", facts_checked_on=date(2026, 3, 5), facts_checked_by="Правен екип")
    ChapterPageFactory(parent=handbook, slug="b")

    assert "Правен екип" in main_of("/bg/handbooks/common-cases/a/")
    assert "2026" in main_of("/bg/handbooks/common-cases/a/")
    assert 'class="checked"' not in main_of("/bg/handbooks/common-cases/b/")


def test_shows_its_picture_with_what_it_shows(main_of, handbook):
    ChapterPageFactory(parent=handbook, slug="a", picture=picture("a.png", (40, 30)), picture_alt="Дете с раница")

    assert 'alt="Дете с раница"' in main_of("/bg/handbooks/common-cases/a/")


def test_shows_its_handbooks_funding_in_one_line_at_the_foot(client, home, handbook):
    programme = FundingProgrammeFactory(compact="С подкрепата на ЕС.")
    handbook.project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home), programme=programme)
    handbook.save_revision().publish()
    ChapterPageFactory(parent=handbook, slug="a")

    html = client.get("/bg/handbooks/common-cases/a/").content.decode()

    assert "С подкрепата на ЕС." in html.split("</main>", 1)[1]


def test_of_an_empty_chapter_there_is_a_page_too(main_of, handbook):
    ChapterPageFactory(parent=handbook, title="Празна", slug="empty")

    assert "Празна" in main_of("/bg/handbooks/common-cases/empty/")


def form_data(**fields) -> dict:
    """Return what the page editor sends for a chapter."""
    values = {
        "title": "Глава",
        "slug": "chapter",
        "seo_title": "",
        "search_description": "",
        "summary": "",
        "picture": "",
        "picture_alt": "",
        "body": streamfield([]),
        "facts_checked_on": "",
        "facts_checked_by": "",
        "facts_review_due": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(values | fields)


@pytest.mark.parametrize("existing", [True, False], ids=["edited", "new"])
def test_the_preview_shows_what_was_typed(admin, handbook, existing):
    if existing:
        chapter = ChapterPageFactory(parent=handbook, slug="chapter")
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[chapter.pk])
    else:
        address = reverse("wagtailadmin_pages:preview_on_add", args=["handbooks", "chapterpage", handbook.pk])

    sent = admin.post(address, form_data(title="Само написана", summary="Кратко."))
    assert sent.json()["is_valid"]
    response = admin.get(address)

    assert response.status_code == 200
    html = response.content.decode()
    assert "Само написана" in html
    assert "Често срещани случаи" in html


def test_a_chapter_does_not_lead_to_a_handbook_that_is_not_live(client, handbook, committed):
    ChapterPageFactory(parent=handbook, slug="alone")
    with committed():
        handbook.unpublish()

    html = client.get("/bg/handbooks/common-cases/alone/").content.decode()

    assert handbook.title in html
    assert 'href="/bg/handbooks/common-cases/"' not in html
