"""Workers that die, and workers that meet: real processes on the running site's data."""

import subprocess
import sys

import pytest

from tests.demo_site import ROOT, DemoSite

pytestmark = pytest.mark.long

# A format that takes no time, in the place of the real ones; the row of its file is due.
PREPARE = """
import json, os, signal
from datetime import timedelta
from django.utils import timezone
from handbooks.editions import building
from handbooks.editions.models import Attempt, Build, Job
from handbooks.models import HandbookPage
from handbooks.publishing.formats import all_formats
from tests.factories.editions import titles_format
all_formats().clear()
all_formats()["titles"] = titles_format()
key = HandbookPage.objects.get(slug="common-cases", locale__language_code="bg").translation_key
mine = Job.objects.filter(handbook_key=key, language="bg", format_name="titles", edition=None)
def look():
    job = mine.get()
    build = job.current
    return {
        "offered": build and (build.size, build.file.size, build.file.open("rb").read().decode()[:2]),
        "builds": Build.objects.filter(handbook_key=key, format_name="titles").count(),
        "done": job.log.filter(is_done=True).count(),
        "due": job.due_at is not None,
    }
def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)
"""
BEGIN = """
Job.objects.all().delete()
Build.objects.all().delete()
Job.objects.create(handbook_key=key, language="bg", format_name="titles", due_at=timezone.now())
print("null", flush=True)
"""
# Where the worker is when it is killed.
MOMENTS = {
    "after taking the row": "building.make = die",
    "while writing": "all_formats()['titles'] = titles_format(write=lambda book, file, _: file.write(b'1') and die())",
    "while storing": "Build._meta.get_field('file').storage._save = die",
    "before the file is named": "Build.save = die",
    "before the row is done": "building._finish = die",
}
WORK = "building.build_next()"
LOOK = "print(json.dumps(look()))"
THE_NEXT_WORKER = """
left = look()
mine.update(lease_until=timezone.now() - timedelta(seconds=1))
building.build_next()
print(json.dumps([left, look()]))
"""


def start(site: DemoSite, code: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", PREPARE + code]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment)


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_half_file_is_offered_and_the_next_worker_ends_the_work(demo_site, moment):
    assert start(demo_site, f"{BEGIN}\n{MOMENTS[moment]}\n{WORK}").wait() == -9

    left, after = demo_site.run(PREPARE + THE_NEXT_WORKER)

    assert (left["offered"], left["due"]) == (None, True)
    size, stored, begin = after["offered"]
    assert (size, begin, after["builds"], after["due"]) == (stored, "1.", 1, False)


def test_workers_that_meet_at_one_row_make_its_file_once(demo_site):
    demo_site.run(PREPARE + BEGIN)

    workers = [start(demo_site, WORK) for _number in range(4)]

    assert [worker.wait() for worker in workers] == [0, 0, 0, 0]
    after = demo_site.run(PREPARE + LOOK)
    assert (after["builds"], after["done"], after["due"]) == (1, 1, False)
