"""A handbook read whole: what every format takes."""

from datetime import date

import pytest
from django.utils import translation
from wagtail.models import Page

from cms.core.models import ShortAddress
from handbooks.publishing.book import fingerprint, read_book
from handbooks.publishing.pictures import Pictures
from handbooks.publishing.problems import ContentProblem
from tests.factories import ChapterPageFactory, OrganisationFactory
from tests.factories.bodies import case, choice_question, rich, stream
from tests.factories.rows import picture
from tests.factories.translations import translate


def shown(image, alt="Какво се вижда"):
    return "picture", {"picture": image.pk, "picture_alt": alt, "caption": ""}


def link(page, text="Още"):
    return rich(f'<a linktype="page" id="{page.pk}">{text}</a>')


@pytest.fixture
def book(handbook):
    """Read the handbook in a language."""

    def read(language="bg"):
        return read_book(handbook.translation_key, language)

    return read


@pytest.fixture
def html(book):
    """A chapter as it stands in a file that calls chapters `c1.xhtml` and answers `answers.xhtml`."""

    def render(number=1, pictures=None, medium="book"):
        found = book()
        chapter = found.chapters[number - 1]
        place = found.medium(
            medium, chapter, pictures or Pictures(), lambda c: f"c{c.number}.xhtml", "answers.xhtml", f"c{number}-"
        )
        return chapter.body.render_as_block({"medium": place})

    return render


class TestWhatIsInIt:
    def test_live_chapters_in_their_order(self, book, handbook):
        for title in ("Едно", "Две"):
            ChapterPageFactory(parent=handbook, title=title)
        ChapterPageFactory(parent=handbook, title="Чернова", live=False)

        assert [(chapter.number, chapter.title) for chapter in book().chapters] == [(1, "Едно"), (2, "Две")]

    def test_nothing_of_a_draft(self, book, handbook):
        handbook.unpublish()

        assert book() is None

    def test_nothing_of_what_only_some_may_read(self, book, handbook):
        handbook.view_restrictions.create(restriction_type="login")

        assert book() is None

    def test_addresses_that_work_away_from_the_site(self, book, handbook):
        chapter = ChapterPageFactory(parent=handbook, title="Едно", slug="one")
        code = ShortAddress.objects.get(page_key=handbook.translation_key).code

        found = book()
        assert found.address.endswith("/bg/handbooks/common-cases/")
        assert found.address.startswith("http")
        assert found.short_address.endswith(f"/bg/go/{code}/")
        assert found.chapters[0].address.endswith(f"/{chapter.slug}/")

    def test_what_stands_on_the_source_page_only(self, book, home, handbook):
        handbook.authors = "А. Автор"
        handbook.licence = "CC BY 4.0"
        handbook.publishers.add(OrganisationFactory(name="Издател"))
        handbook.save_revision().publish()
        translate(home, "en")
        translate(handbook.get_parent().specific, "en")
        translate(handbook, "en", {"Често срещани случаи": "Common cases"})

        found = book("en")
        assert (found.title, found.authors, found.licence) == ("Common cases", "А. Автор", "CC BY 4.0")
        assert found.publishers == ("Издател",)

    def test_the_day_of_its_newest_text(self, book, handbook):
        for title, day in (("Едно", "2026-05-04"), ("Две", "2026-03-01")):
            chapter = ChapterPageFactory(parent=handbook, title=title)
            Page.objects.filter(pk=chapter.pk).update(last_published_at=f"{day} 12:00+00:00")
        Page.objects.filter(pk=handbook.pk).update(last_published_at="2026-01-01 12:00+00:00")

        assert book().text_date == date(2026, 5, 4)


class TestExercises:
    def test_questions_are_numbered_through_the_book_and_cases_have_titles(self, book, handbook):
        for title in ("Едно", "Две"):
            body = stream(choice_question(text=title), case({1: [2]}, (2,), title=title))
            ChapterPageFactory(parent=handbook, title=title, body=body)

        found = book()
        # Blocks of two chapters may have one id only in tests.
        numbers = [[number for number, _exercise in questions] for _chapter, questions in found.answer_key]
        assert [chapter.title for chapter, _questions in found.answer_key] == ["Едно", "Две"]
        assert all(numbers)

    def test_a_question_leads_to_its_answer_and_doesnt_give_it_away(self, html, handbook):
        ChapterPageFactory(parent=handbook, body=stream(choice_question()))

        shown = html()
        assert 'href="answers.xhtml#a-' in shown
        assert "Feedback" not in shown
        assert "Because." not in shown


class TestLinks:
    def test_to_a_chapter_of_the_book_stay_in_it(self, html, handbook):
        first = ChapterPageFactory(parent=handbook)
        ChapterPageFactory(parent=handbook, body=stream(link(first)))

        assert '<a href="c1.xhtml">Още</a>' in html(2)

    def test_to_other_pages_lead_to_the_site(self, html, handbook, home):
        ChapterPageFactory(parent=handbook, body=stream(link(home)))

        assert 'href="http' in html()

    def test_to_footnotes_are_apart_for_each_chapter(self, html, handbook):
        ChapterPageFactory(parent=handbook, body=stream(rich("Текст"), ("footnote", {"text": "<p>Бележка</p>"})))

        assert 'href="#c1-note-1" id="c1-ref-1"' in html()


class TestPictures:
    def test_each_stands_in_the_file_once(self, html, handbook):
        image, pictures = picture(), Pictures()
        ChapterPageFactory(parent=handbook, body=stream(shown(image), shown(image)))

        text = html(pictures=pictures)

        (name,) = pictures.names()
        assert text.count(f'src="{name}"') == 2
        assert name.endswith(".png")
        assert dict(pictures)[name].startswith(b"\x89PNG")

    def test_a_photograph_becomes_what_every_reader_shows(self, html, handbook):
        pictures = Pictures()
        ChapterPageFactory(parent=handbook, body=stream(shown(picture("photo.webp"))))
        html(pictures=pictures)

        ((name, content),) = pictures
        assert name.endswith(".jpg")
        assert content.startswith(b"\xff\xd8")

    def test_a_lost_file_is_named_with_its_chapter(self, html, handbook):
        image, pictures = picture(), Pictures()
        ChapterPageFactory(parent=handbook, title="Едно", body=stream(shown(image)))
        image.file.storage.delete(image.file.name)
        html(pictures=pictures)

        with pytest.raises(ContentProblem) as error:
            list(pictures)

        assert error.value.chapter == "Едно"
        with translation.override("en"):
            assert image.title in error.value.message

    def test_what_was_made_of_a_picture_may_be_lost(self, html, handbook):
        image, pictures = picture(), Pictures()
        ChapterPageFactory(parent=handbook, body=stream(shown(image)))
        html(pictures=pictures)
        list(pictures)
        rendition = image.renditions.get()
        rendition.file.storage.delete(rendition.file.name)

        assert [content[:4] for _name, content in pictures] == [b"\x89PNG"]


class TestTheFingerprint:
    @pytest.fixture
    def image(self):
        return picture()

    @pytest.fixture
    def chapter(self, handbook, image):
        return ChapterPageFactory(parent=handbook, title="Едно", body=stream(rich("Текст"), shown(image)))

    def test_stays_while_nothing_changes(self, book, chapter):
        assert fingerprint(book()) == fingerprint(book())

    @pytest.mark.parametrize("change", [{"title": "Друго"}, {"summary": "Друго"}, {"body": stream(rich("Друго"))}])
    def test_changes_with_the_text(self, book, chapter, change):
        before = fingerprint(book())
        for name, value in change.items():
            setattr(chapter, name, value)
        chapter.save()

        assert fingerprint(book()) != before

    def test_changes_with_a_pictures_file(self, book, chapter, image):
        before = fingerprint(book())
        image.file_hash = "another"
        image.save()

        assert fingerprint(book()) != before

    def test_changes_with_the_release(self, book, chapter):
        assert fingerprint(book(), "2") != fingerprint(book(), "1")
