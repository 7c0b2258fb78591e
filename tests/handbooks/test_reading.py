"""How long reading takes, at the pace of people who read in a second language."""

import pytest

from handbooks.reading import count_words, reading_minutes
from tests.factories import ChapterPageFactory, choice_question, rich, stream
from tests.factories.translations import detached


@pytest.mark.parametrize(
    ("words", "easy", "minutes"),
    [(0, False, 1), (1, False, 1), (120, False, 1), (121, False, 2), (600, False, 5), (600, True, 8), (81, True, 2)],
)
def test_minutes_are_whole_rounded_up_and_longer_in_easy_language(words, easy, minutes):
    assert reading_minutes(words, easy) == minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Всяко дете учи.", 3),
        ("<b>Всяко</b> дете", 2),
        ("кирилица-с-тирета", 1),
        ("it’s", 1),
        ("كل طفل يتعلم", 3),
        ("– … !", 0),
        ("112", 1),
    ],
)
def test_words_are_counted_in_every_script_without_markup(handbook, text, words):
    before = count_words(ChapterPageFactory(parent=handbook, title="Глава", body=stream()))

    after = count_words(ChapterPageFactory(parent=handbook, title="Глава", body=stream(rich(text))))

    assert after - before == words


def test_exercises_are_read_too(handbook):
    plain = ChapterPageFactory(parent=handbook, title="Глава", body=stream(rich("Текст")))
    practised = ChapterPageFactory(parent=handbook, title="Глава", body=stream(rich("Текст"), choice_question()))

    assert count_words(practised) > count_words(plain) + 10


def test_the_address_is_not_read(handbook):
    short = ChapterPageFactory(parent=handbook, title="Глава", slug="a")
    long = ChapterPageFactory(parent=handbook, title="Глава", slug="a-very-long-slug-of-many-words")

    assert count_words(short) == count_words(long) == 1


def test_saving_counts_again(handbook):
    chapter = ChapterPageFactory(parent=handbook, body=stream(rich("дума " * 300)))
    assert chapter.reading_minutes == 3

    chapter.body = stream(rich("дума"))
    chapter.save_revision().publish()
    chapter.refresh_from_db()

    assert chapter.reading_minutes == 1


def test_an_easy_page_is_counted_at_the_easy_pace(home, handbook):
    chapter = ChapterPageFactory(parent=handbook, title="Глава", body=stream(rich("дума " * 238)))
    for page in (home, handbook.get_parent().specific, handbook):
        detached(page, "bg-simple")

    easy = detached(chapter, "bg-simple")

    assert (chapter.reading_minutes, easy.reading_minutes) == (2, 3)
