"""A class that answers at the same moment, on a bad network that sends everything twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from bs4 import BeautifulSoup

from tests.demo_site import POSTGRES

LESSON = "/bg/courses/common-cases/school/"
# SQLite has one writer at a time, and the smallest of machines.
LEARNERS = 200 if POSTGRES else 20
OURS = {"Sec-Fetch-Site": "same-origin"}


class Learner:
    """Somebody with a phone who answers the first question of a lesson, sent twice at once."""

    def __init__(self, site, form, everybody):
        self.site, self.everybody = site, everybody
        self.data = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
        self.data["option"] = form.select_one("input[name=option]")["value"]
        self.session = requests.Session()
        # While somebody waits for the others, the server would close a connection that is kept open.
        self.session.headers["Connection"] = "close"

    def learn(self) -> tuple[set[int], str]:
        """Return the statuses that came back, and which try the lesson expects next."""
        address = self.site.url("/bg/learning/answer/")
        first = self.session.post(address, self.data, headers=OURS, allow_redirects=False, timeout=300)
        again = self.site.url(first.headers["Location"])
        self.everybody.wait()
        with ThreadPoolExecutor(2) as both:
            sent = [
                both.submit(
                    requests.post,
                    again,
                    self.data,
                    headers=OURS,
                    cookies=self.session.cookies.get_dict(),
                    allow_redirects=False,
                    timeout=300,
                )
                for _time in range(2)
            ]
        page = self.session.get(self.site.url(LESSON), timeout=300)
        number = BeautifulSoup(page.text, "html.parser").select_one(".b-choice_question input[name=number]")["value"]
        return {first.status_code, page.status_code, *(one.result().status_code for one in sent)}, number


@pytest.mark.long
def test_every_answer_of_a_class_counts_once(demo_site):
    form = demo_site.soup(LESSON).select_one(".b-choice_question form")
    everybody = Barrier(LEARNERS)
    learners = [Learner(demo_site, form, everybody) for _number in range(LEARNERS)]

    with ThreadPoolExecutor(LEARNERS) as crowd:
        results = list(crowd.map(Learner.learn, learners))

    assert {status for statuses, _number in results for status in statuses} == {200, 302, 307}
    assert {number for _statuses, number in results} == {"2"}
