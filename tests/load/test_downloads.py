"""Downloads that are asked for in the same moment, from both server processes."""

import pytest

from tests.load.test_at_once import Phone, at_once

pytestmark = pytest.mark.long

PEOPLE, TAPS = 24, 3

MAKE_FILE = """
import json
from cms.core.routing.services import short_code
from handbooks.editions import building, services
from handbooks.editions.models import Job
from handbooks.models import HandbookPage
key = HandbookPage.objects.get(slug="common-cases", locale__language_code="bg").translation_key
Job.objects.update(due_at=None)
services.ask_for(handbook_key=key, language="bg", format_name="web")
building.build_next()
print(json.dumps(short_code(key)))
"""
COUNTED = """
import json
from handbooks.downloads.models import DownloadCount
print(json.dumps(DownloadCount.objects.filter(language="bg", format_name="web", edition=None).total()))
"""


def test_every_device_is_counted_once_however_often_it_taps(demo_site):
    address = f"/bg/downloads/{demo_site.run(MAKE_FILE)}/latest/web/"
    before = demo_site.run(COUNTED)
    phones = [Phone(demo_site) for _number in range(PEOPLE)]
    for number, phone in enumerate(phones):
        phone.session.headers["User-Agent"] = f"Mozilla/5.0 (Phone {number})"

    answers = at_once([lambda phone=phone: phone.get(address) for phone in phones for _tap in range(TAPS)])

    assert {answer.status_code for answer in answers} == {302}
    assert demo_site.run(COUNTED) - before == PEOPLE
    file = phones[0].get(answers[0].headers["Location"])
    assert (file.status_code, file.content[:2]) == (200, b"PK")
