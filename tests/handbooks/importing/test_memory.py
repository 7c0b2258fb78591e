"""Long documents: reading takes no more memory for one that is longer, but for the text itself."""

import tracemalloc

import pytest

from handbooks.importing import services
from handbooks.importing.reading import read_file
from tests.factories.word import WordFile, docx, h, p, png, words
from tests.handbooks.importing.trees import drafts_of

PAGES_A_CHAPTER = 20
# As Word writes it: a paragraph in several runs, 350 words a page.
SENTENCE = "Всяко дете със закрила учи безплатно в училище и никой не може да му откаже. "
PARAGRAPH = p(*[words(SENTENCE, "b" if n == 1 else "noProof") for n in range(4)])
PARAGRAPHS_A_PAGE = 6
MB = 2**20


def chapters(pages):
    blocks = []
    for chapter in range(pages // PAGES_A_CHAPTER):
        blocks.append(h(1, f"Глава {chapter}"))
        for page in range(PAGES_A_CHAPTER):
            blocks += [h(2, f"Страница {page}"), *[PARAGRAPH] * PARAGRAPHS_A_PAGE]
    return blocks


def peak_beyond_the_result(content):
    """Return how many bytes reading takes at its height, without what it returns; and what it returns."""
    tracemalloc.start()
    try:
        document = read_file("long.docx", content, "bg")
        left, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return peak - left, document


def test_reading_a_long_document_takes_the_memory_of_a_chapter():
    peak, document = peak_beyond_the_result(docx(*chapters(120)))

    assert len(document.chapters) == 6
    # Read at once it takes 13 MB, and 90 MB for 800 pages.
    assert peak < 8 * MB


def test_pictures_are_not_kept_in_memory():
    file = WordFile()
    noise = [png(f"#0000{n:02x}") + bytes(MB) for n in range(20)]
    blocks = [h(1, "Глава"), *[p(file.picture(content, "Мост")) for content in noise]]

    peak, document = peak_beyond_the_result(file.bytes(*blocks))

    assert len(document.pictures) == 20
    assert peak < 8 * MB


@pytest.mark.long
def test_eight_hundred_pages_are_imported_with_bounded_memory(index, editor):
    content = docx(*chapters(800), title="Много дълъг наръчник")

    peak, document = peak_beyond_the_result(content)
    handbook = services.import_document(
        document=document, file_name="long.docx", content=content, parent=index, replace=[], user=editor
    )

    assert peak < 12 * MB
    found = drafts_of(handbook)
    assert len(found) == 800 // PAGES_A_CHAPTER
    assert sum(len(page.body) for page in found) == 2 * 800
