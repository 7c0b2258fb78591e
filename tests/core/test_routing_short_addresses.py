"""Short addresses: printed once, they lead to the page for good, in every language."""

import re
import zlib

import pytest
import segno
from wagtail.models import Page, PageViewRestriction

from cms.core import pdf
from cms.core.models import CODE_ALPHABET, ShortAddress, new_code
from cms.core.routing.querysets import page_key_of
from cms.core.routing.services import give_short_address, short_code
from tests.factories import HandbookIndexPageFactory, HandbookPageFactory, StandardPageFactory
from tests.factories.libraries import library, library_in


@pytest.fixture
def books(home):
    return library(home)


@pytest.fixture
def code(books):
    return short_code(books.handbook.translation_key)


def main_part(response) -> str:
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


# Giving them out


def test_publishing_gives_handbooks_chapters_and_courses_their_address(books):
    for page in (books.handbook, *books.chapters, books.course):
        assert len(short_code(page.translation_key)) == 5


def test_other_pages_get_none(home):
    assert short_code(StandardPageFactory(parent=home).translation_key) == ""


def test_a_draft_has_none_until_it_is_published(home):
    index = HandbookIndexPageFactory(parent=home)
    draft = HandbookPageFactory(parent=index, live=False)
    assert short_code(draft.translation_key) == ""

    draft.save_revision().publish()

    assert short_code(draft.translation_key)


def test_publishing_again_keeps_the_address(books, code):
    books.handbook.save_revision().publish()

    assert short_code(books.handbook.translation_key) == code
    assert ShortAddress.objects.filter(page_key=books.handbook.translation_key).count() == 1


def test_all_languages_of_a_page_share_one_address(books, code):
    english = library_in("en", books)

    assert english.handbook.translation_key == books.handbook.translation_key
    assert ShortAddress.objects.filter(page_key=english.handbook.translation_key).get().code == code


def test_a_code_that_is_taken_is_drawn_again(books, code, monkeypatch):
    draws = iter([code, code, "fresh"])
    monkeypatch.setattr(ShortAddress._meta.get_field("code"), "_get_default", lambda: next(draws))
    draft = HandbookPageFactory(parent=books.handbooks, live=False)

    give_short_address(instance=draft)

    assert short_code(draft.translation_key) == "fresh"


def test_codes_have_no_letters_that_look_like_others():
    assert not set("0o1li") & set(CODE_ALPHABET)
    assert set("".join(new_code() for _draw in range(200))) <= set(CODE_ALPHABET)


# They lead for good


def test_in_a_language_it_leads_to_the_page_in_that_language(client, books, code):
    library_in("en", books)

    assert client.get(f"/bg/go/{code}/")["Location"] == "/bg/handbooks/guide/"
    assert client.get(f"/en/go/{code}/")["Location"] == "/en/handbooks/guide/"


def test_it_survives_renaming_and_moving(client, home, books, code):
    books.handbook.slug = "renamed"
    books.handbook.save_revision().publish()
    assert client.get(f"/bg/go/{code}/")["Location"] == "/bg/handbooks/renamed/"

    elsewhere = StandardPageFactory(parent=home, slug="archive")
    Page.objects.get(pk=books.handbook.pk).move(elsewhere, pos="last-child")
    assert client.get(f"/bg/go/{code}/")["Location"] == "/bg/archive/renamed/"


@pytest.mark.parametrize("typed", ["SCH00L", "sch00l", "School", "school"])
def test_capitals_and_look_alikes_lead_there_too(client, books, typed):
    """Codes that the computer draws have no look-alikes; one that somebody chose may."""
    ShortAddress.objects.filter(page_key=books.handbook.translation_key).update(code="school")

    assert client.get(f"/bg/go/{typed}/")["Location"] == "/bg/handbooks/guide/"


def test_a_drawn_code_may_be_typed_in_capitals(client, code):
    assert client.get(f"/go/{code.upper()}/")["Location"] == "/bg/handbooks/guide/"


def test_without_a_slash_at_the_end_it_leads_there_too(client, code):
    assert client.get(f"/go/{code}", follow=True).redirect_chain[-1][0] == "/bg/handbooks/guide/"


@pytest.mark.parametrize("path", ["/go/zzzzz/", "/bg/go/zzzzz/", "/bg/go/zzzzz/qr.svg", "/bg/go/zzzzz/poster/"])
def test_an_unknown_code_is_not_found(client, books, path):
    assert client.get(path).status_code == 404


def test_the_address_of_a_page_that_is_live_nowhere_any_more_is_not_found(client, books, code):
    books.handbook.unpublish()

    for path in (f"/go/{code}/", f"/bg/go/{code}/", f"/bg/go/{code}/poster/"):
        assert client.get(path).status_code == 404


def test_the_address_of_a_deleted_page_is_not_found(client, books, code):
    books.course.delete()
    Page.objects.get(pk=books.handbook.pk).delete()

    assert page_key_of(code)
    assert client.get(f"/go/{code}/").status_code == 404


def test_in_a_language_that_the_page_does_not_have_it_says_where_the_page_is(client, books, code):
    library_in("en", books)

    response = client.get(f"/uk/go/{code}/")

    assert response.status_code == 404
    assert '<html lang="uk"' in response.content.decode()
    assert 'href="/bg/handbooks/guide/"' in main_part(response)
    assert 'href="/en/handbooks/guide/"' in main_part(response)


# Without a language: the same question for everybody


def test_without_a_language_it_asks_in_which_one(client, books, code):
    library_in("en", books)

    response = client.get(f"/go/{code}/", HTTP_ACCEPT_LANGUAGE="en")

    assert response.status_code == 200
    assert re.findall(r'href="([^"]+)" lang="([^"]+)"', main_part(response)) == [
        ("/bg/handbooks/guide/", "bg"),
        ("/en/handbooks/guide/", "en"),
    ]
    assert "[en] Наръчник" in main_part(response)


def test_the_question_is_the_same_whatever_the_browser_says_and_sets_no_cookie(client, books, code):
    library_in("en", books)
    plain = client.get(f"/go/{code}/")
    client.cookies["django_language"] = "en"
    other = client.get(f"/go/{code}/", HTTP_ACCEPT_LANGUAGE="en")

    assert plain.content == other.content
    assert not plain.cookies
    assert "Accept-Language" not in plain.get("Vary", "")
    assert "public" in plain["Cache-Control"]


def test_a_page_in_one_language_only_is_not_asked_about(client, code):
    response = client.get(f"/go/{code}/")

    assert response.status_code == 302
    assert response["Location"] == "/bg/handbooks/guide/"


# Lessons: the course's code, then the chapter's


@pytest.fixture
def lesson_code(books):
    return f"{short_code(books.course.translation_key)}/{short_code(books.chapters[1].translation_key)}"


def test_a_lesson_has_an_address_made_of_its_courses_and_its_chapters(client, books, lesson_code):
    assert client.get(f"/bg/go/{lesson_code}/")["Location"] == "/bg/courses/course/second/"
    assert client.get(f"/go/{lesson_code}/")["Location"] == "/bg/courses/course/second/"


def test_without_a_language_a_lesson_asks_in_which_one(client, books, lesson_code):
    library_in("en", books)

    response = client.get(f"/go/{lesson_code}/")

    assert re.findall(r'href="([^"]+)" lang', main_part(response)) == [
        "/bg/courses/course/second/",
        "/en/courses/course/second/",
    ]


def test_a_lesson_is_offered_only_in_languages_in_which_its_chapter_is_live(client, books, lesson_code):
    library_in("en", books, "first")

    response = client.get(f"/go/{lesson_code}/")

    assert response["Location"] == "/bg/courses/course/second/"


def test_a_lesson_missing_in_a_language_says_where_the_lesson_is(client, books, lesson_code):
    library_in("en", books, "first")

    response = client.get(f"/en/go/{lesson_code}/")

    assert response.status_code == 404
    assert 'href="/bg/courses/course/second/"' in main_part(response)


def test_a_lesson_address_survives_renaming_its_chapter_and_its_course(client, books, lesson_code, committed):
    with committed():
        books.chapters[1].slug = "changed"
        books.chapters[1].save_revision().publish()
        books.course.slug = "other"
        books.course.save_revision().publish()

    assert client.get(f"/bg/go/{lesson_code}/")["Location"] == "/bg/courses/other/changed/"


def test_a_chapter_that_is_no_lesson_of_the_course_is_not_found(client, books):
    stranger = library(StandardPageFactory(parent=books.handbooks.get_parent(), slug="x"), "third").chapters[0]
    path = f"{short_code(books.course.translation_key)}/{short_code(stranger.translation_key)}"

    assert client.get(f"/bg/go/{path}/").status_code == 404
    assert client.get(f"/go/{path}/").status_code == 404


def test_only_courses_have_addresses_below_them(client, books, code):
    path = f"{code}/{short_code(books.chapters[0].translation_key)}"

    assert client.get(f"/bg/go/{path}/").status_code == 404


# QR pictures


def qr_of(address: str) -> list[str]:
    """Return the drawing of a QR code, made without the site's code."""
    return re.findall(r' d="([^"]+)"', segno.make(address, error="m", micro=False).svg_inline(scale=8, border=4))


def test_the_qr_picture_is_an_svg_of_the_full_short_address(client, code, settings):
    settings.BASE_URL = "https://mostik.example"

    response = client.get(f"/bg/go/{code}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")
    drawing = re.findall(r' d="([^"]+)"', response.content.decode())
    assert set(qr_of(f"https://mostik.example/bg/go/{code}/")) <= set(drawing)


def test_the_qr_picture_of_a_lesson_leads_to_the_lesson(client, lesson_code, settings):
    response = client.get(f"/bg/go/{lesson_code}/qr.svg")

    drawing = re.findall(r' d="([^"]+)"', response.content.decode())
    assert set(qr_of(f"{settings.BASE_URL}/bg/go/{lesson_code}/")) <= set(drawing)


def test_the_qr_picture_leads_to_the_language_it_was_made_in(client, books, code):
    assert client.get(f"/bg/go/{code}/qr.svg").content != client.get(f"/en/go/{code}/qr.svg").content


# Posters


def test_the_poster_shows_title_address_and_qr_code_in_its_language(client, books, code, settings):
    settings.BASE_URL = "https://mostik.example"
    library_in("en", books)

    response = client.get(f"/en/go/{code}/poster/")

    html = response.content.decode()
    assert '<html lang="en" dir="ltr">' in html
    assert "[en] Наръчник" in html
    assert f"<span>mostik.example</span><span>/en/go/{code}</span>" in html
    assert f'src="/en/go/{code}/qr.svg"' in html


def test_a_course_has_a_poster_a_chapter_does_not(client, books):
    course, chapter = short_code(books.course.translation_key), short_code(books.chapters[0].translation_key)

    assert client.get(f"/bg/go/{course}/poster/").status_code == 200
    assert client.get(f"/bg/go/{chapter}/poster/").status_code == 404


@pytest.mark.parametrize("file", ["poster/", "poster.pdf"])
def test_a_private_page_has_no_poster(client, books, code, file):
    PageViewRestriction.objects.create(page=books.handbooks, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"/bg/go/{code}/{file}").status_code == 404


def test_a_poster_missing_in_a_language_says_where_the_page_is(client, books, code):
    response = client.get(f"/uk/go/{code}/poster/")

    assert response.status_code == 404
    assert 'href="/bg/handbooks/guide/"' in main_part(response)


def test_pages_show_their_short_address_and_a_way_to_the_poster(client, books, code):
    html = client.get("/bg/handbooks/guide/").content.decode()

    assert f'href="/bg/go/{code}/"' in html
    assert f'href="/bg/go/{code}/poster/"' in html
    assert f'src="/bg/go/{code}/qr.svg"' in html


def inflated(file: bytes) -> bytes:
    """Return the compressed parts of a PDF file as they are inside."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.S)
    return b"\n".join(zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"x")


def test_the_poster_as_pdf_is_named_after_the_page_and_tells_screen_readers_its_language(client, books, code):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="without Pango there are no PDF files")
    library_in("en", books)
    response = client.get(f"/en/go/{code}/poster.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert "poster-guide-en.pdf" in response["Content-Disposition"]
    assert b"/Lang (en)" in inflated(response.content)
    assert b"pdfuaid:part" in inflated(response.content)


def test_a_poster_is_laid_out_once_however_it_is_asked_for(client, code, monkeypatch):
    made = []
    monkeypatch.setattr("cms.core.routing.views.html_to_pdf", lambda *args: made.append(args) or b"%PDF-")

    for query in ("", "?a", "?b"):
        assert client.get(f"/bg/go/{code}/poster.pdf{query}").status_code == 200

    assert len(made) == 1


def test_where_pdf_files_cannot_be_made_the_poster_to_print_is_offered(client, code, monkeypatch):
    def missing(*_args):
        raise pdf.PdfEngineMissing

    monkeypatch.setattr("cms.core.routing.views.html_to_pdf", missing)

    response = client.get(f"/bg/go/{code}/poster.pdf")

    assert response.status_code == 503
    assert f'href="/bg/go/{code}/poster/"' in main_part(response)
    assert "public" not in response.get("Cache-Control", "")
