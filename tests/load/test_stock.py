"""Printed copies handed out by many people in the same moment."""

from collections import Counter
from uuid import uuid4

import pytest
import requests
from bs4 import BeautifulSoup

from tests.demo_site import DemoSite
from tests.load.test_at_once import at_once

pytestmark = pytest.mark.long

PEOPLE, COPIES, PRINTED = 12, 30, 250
MAKE_PRINT_RUN = """
import datetime, json, uuid
from handbooks.stock.models import PrintRun
day = datetime.date(2026, 3, 1)
run = PrintRun.objects.create(handbook_key=uuid.uuid4(), language="bg", title="Тираж", printed_on=day, copies={copies})
print(json.dumps(run.pk))
"""
HANDED_OUT = """
import json
from handbooks.stock.models import HandOut
print(json.dumps(list(HandOut.objects.filter(print_run={pk}).values_list("copies", flat=True))))
"""


def trainer_at(site: DemoSite) -> requests.Session:
    """Return the browser of a trainer who is logged in to the admin."""
    session = requests.Session()
    # While somebody waits for the others, the server would close a connection that is kept open.
    session.headers["Connection"] = "close"
    address = site.url("/admin/login/")
    form = BeautifulSoup(session.get(address, timeout=60).text, "html.parser").form
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    fields |= {"username": "trainer@example.org", "password": "mostik-trainer-demo"}
    assert session.post(address, fields, timeout=60, allow_redirects=False).status_code == 302
    return session


def test_no_more_copies_are_handed_out_than_were_printed(demo_site):
    pk = demo_site.run(MAKE_PRINT_RUN.format(copies=PRINTED))
    address = demo_site.url(f"/admin/stock/{pk}/")
    session = trainer_at(demo_site)
    form = BeautifulSoup(session.get(address, timeout=60).text, "html.parser").select_one("main form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    fields |= {"copies": str(COPIES), "to_whom": "Училище"}

    def hand_out(form_id: str) -> requests.Response:
        # Cookies by hand: a session can't be shared by threads.
        return requests.post(
            address,
            fields | {"form_id": form_id},
            cookies=session.cookies.get_dict(),
            headers={"Connection": "close"},
            timeout=300,
            allow_redirects=False,
        )

    # Everybody's form is sent twice.
    ids = [str(uuid4()) for _person in range(PEOPLE)]
    answers = at_once([lambda form_id=form_id: hand_out(form_id) for form_id in ids for _time in range(2)])

    possible = PRINTED // COPIES
    assert demo_site.run(HANDED_OUT.format(pk=pk)) == [COPIES] * possible
    assert Counter(answer.status_code for answer in answers) == {302: 2 * possible, 200: 2 * (PEOPLE - possible)}
