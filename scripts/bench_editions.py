"""Measure what files of handbooks cost: time and memory by format and length.

`make bench-editions`, after `make demo` has run once: the handbooks are made of the demo's chapters and pictures.
`make bench-editions PAGES="60 500"` measures those lengths only. Prints a table; judges nothing. Linux only.
"""

import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice

LENGTHS = (60, 120, 250, 500)
LANGUAGE = "bg"
# What a chapter of the demo takes on A4, so that a length can be aimed at.
PAGES_A_CHAPTER = 7


def book_of(pages: int):
    """Return a book of about so many printed pages: the demo's chapters again and again."""
    from handbooks.models import HandbookPage
    from handbooks.publishing.book import read_book

    handbook = HandbookPage.objects.get(slug="common-cases", locale__language_code=LANGUAGE)
    book = read_book(handbook.translation_key, LANGUAGE)
    assert book, "The demo is not loaded; `make demo` does it"
    chapters = islice(cycle(book.chapters), max(1, round(pages / PAGES_A_CHAPTER)))
    return replace(book, chapters=tuple(replace(chapter, number=n) for n, chapter in enumerate(chapters, 1)))


def measure(name: str, pages: int) -> None:
    """Write one file and print what it took; runs in a process of its own, so that its memory is its own."""
    import django

    django.setup()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # the same chapters have the same anchors
    from handbooks.publishing.formats import all_formats

    book = book_of(pages)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryFile() as file:
        wall, processor = time.perf_counter(), time.process_time()
        written = all_formats()[name].write(book, file, lambda share: None)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        size = file.seek(0, os.SEEK_END)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = (name, len(book.chapters), written.pages or "", f"{wall:.1f}", f"{processor:.1f}")
    print(
        "|", " | ".join(map(str, figures)), f"| {after / 1024:.0f} (+{(after - before) / 1024:.0f}) | {size // 1024} |"
    )


def main() -> None:
    """Measure every format at every length, one after the other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    sys.path.insert(0, os.getcwd())
    if len(sys.argv) == 3 and sys.argv[1] in formats():
        return measure(sys.argv[1], int(sys.argv[2]))
    print("| format | chapters | pages | seconds | of processor | MiB (more than before) | KiB of file |", flush=True)
    print("|---|---|---|---|---|---|---|", flush=True)
    for pages in [int(number) for number in sys.argv[1:]] or LENGTHS:
        for name in formats():
            subprocess.run([sys.executable, __file__, name, str(pages)], check=True)
    return None


def formats() -> list[str]:
    """Return the names of all formats."""
    import django

    django.setup()
    from handbooks.publishing.formats import all_formats

    return list(all_formats())


if __name__ == "__main__":
    main()
