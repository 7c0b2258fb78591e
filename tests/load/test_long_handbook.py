"""A handbook of 800 pages: brought in from Word, published, and made into every file, each in a process of its own."""

import pytest

from handbooks.publishing.formats import all_formats
from tests.factories.word import docx
from tests.handbooks.importing.test_memory import chapters

pytestmark = pytest.mark.long

PAGES = 800
# What the memory of a process is without the handbook, most of it libraries.
EMPTY_MB = 190
# The engine keeps the layout of all pages until they are drawn; everything else takes the memory of a chapter.
MB_A_PAGE = {"pdf": 1, "booklet": 0.85, "press": 1}
SMALL_MB = 60

# Linux: what the process took at its height. The figure of getrusage() would include that of the tests' own process.
WITH_MEMORY = """
import json, re
from pathlib import Path
def say(value):
    height = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    print(json.dumps([value, int(height[1]) // 1024]))
"""
IMPORT = """
from pathlib import Path
from handbooks.importing import services
from handbooks.importing.reading import read_file
from handbooks.models import HandbookIndexPage
content = Path({path!r}).read_bytes()
document = read_file("long.docx", content, "bg")
parent = HandbookIndexPage.objects.get(locale__language_code="bg")
handbook = services.import_document(
    document=document, file_name="long.docx", content=content, parent=parent, replace=[], user=None
)
handbook.refresh_from_db()
for page in [handbook, *handbook.get_children()]:
    page.specific.get_latest_revision().publish()
say([str(handbook.translation_key), handbook.get_children().live().count()])
"""
BUILD = """
from handbooks.editions import building, services
from handbooks.editions.models import Job
Job.objects.update(due_at=None)
job = services.ask_for(handbook_key={key!r}, language="bg", format_name={name!r})
building.build_next()
build = Job.objects.get(pk=job.pk).current
say([build.pages, build.size])
"""


@pytest.fixture(scope="module")
def imported(demo_site, tmp_path_factory):
    """The key of the published handbook."""
    path = tmp_path_factory.mktemp("long") / "long.docx"
    path.write_bytes(docx(*chapters(PAGES), title="Много дълъг наръчник"))
    (key, published), megabytes = demo_site.run(WITH_MEMORY + IMPORT.format(path=str(path)))
    assert published == 40
    assert megabytes < EMPTY_MB + SMALL_MB
    return key


@pytest.mark.parametrize("name", all_formats())
def test_its_files_are_made_with_bounded_memory(demo_site, imported, name):
    (pages, size), megabytes = demo_site.run(WITH_MEMORY + BUILD.format(key=imported, name=name))

    assert size > 100_000
    if name in MB_A_PAGE:
        assert pages > 700
        assert megabytes < EMPTY_MB + pages * MB_A_PAGE[name]
    else:
        assert megabytes < EMPTY_MB + SMALL_MB
