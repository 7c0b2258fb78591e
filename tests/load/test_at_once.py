"""What may happen once only, or while there is room, asked for at the same moment from both server processes."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from bs4 import BeautifulSoup

from tests.demo_site import DemoSite

pytestmark = pytest.mark.long

OURS = {"Sec-Fetch-Site": "same-origin"}
PEOPLE, SEATS = 20, 5
PAIRS = 6
COURSE = "/bg/courses/common-cases/"

MAKE_COHORT = """
import datetime, json
from courses.cohorts.models import Cohort
from courses.models import CoursePage
course = CoursePage.objects.get(slug="common-cases", locale__language_code="bg")
dates = dict.fromkeys(("starts_on", "ends_on"), datetime.date(2026, 3, 1))
cohort = Cohort.objects.create(name="{name}", course_key=course.translation_key, seats={seats}, **dates)
print(json.dumps(cohort.join_code))
"""
MEMBERS_OF = """
import json
from courses.cohorts.models import Membership
print(json.dumps(Membership.objects.filter(cohort__join_code="{code}").count()))
"""
PASS_CHECKS = """
from django.utils import timezone
from courses.certificates.models import CourseCheck
answers = [{{"is_right": True, "text": "?", "options": [], "explanation": ""}}]
print(CourseCheck.objects.filter(pk__in={checks}).update(answered_at=timezone.now(), has_passed=True, answers=answers))
"""
CERTIFICATES_FOR = """
import json
from courses.certificates.models import Certificate
print(json.dumps([str(pk) for pk in Certificate.objects.filter(ground__in={checks}).values_list("ground", flat=True)]))
"""
WHAT_BELONGS_TO = """
import json
from courses.learners.models import Learner
learners = [Learner.objects.known_as(pk) for pk in {ids}]
print(json.dumps([
    [str(learner.pk), learner.attempts.count(), sorted(learner.memberships.values_list("cohort__name", flat=True))]
    for learner in learners
]))
"""


class Phone:
    """A browser that keeps its cookie and follows nothing by itself."""

    def __init__(self, site: DemoSite):
        self.site = site
        self.session = requests.Session()
        # While somebody waits for the others, the server would close a connection that is kept open.
        self.session.headers.update(OURS | {"Connection": "close"})

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site.url(path), allow_redirects=False, timeout=300)

    def send(self, path: str, **fields: str) -> requests.Response:
        return self.session.post(self.site.url(path), fields, allow_redirects=False, timeout=300)

    def send_with_cookie(self, path: str, **fields: str) -> requests.Response:
        """Send a form of somebody who has no cookie yet: it is asked for once more."""
        first = self.send(path, **fields)
        assert first.status_code == 307
        return self.send(first.headers["Location"], **fields)

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.session.get(self.site.url(path), timeout=300).text, "html.parser")

    @property
    def learner(self) -> str:
        """The id of the learner in the cookie."""
        return self.session.cookies["learner"].strip(chr(34)).split(":")[0].split(".")[0]


def at_once(acts: Sequence[Callable[[], requests.Response]]) -> list[requests.Response]:
    """Return the answers to requests that are sent in the same moment, in their order."""
    everybody = Barrier(len(acts))

    def act(one: Callable[[], requests.Response]) -> requests.Response:
        everybody.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(act, acts))


def test_five_seats_are_taken_by_five_of_twenty_and_the_others_are_told(demo_site):
    code = demo_site.run(MAKE_COHORT.format(name="Пет места", seats=SEATS))
    address = f"/bg/join/{code}/go/"
    phones = [Phone(demo_site) for _number in range(PEOPLE)]
    again = [phone.send(address, name=str(number)).headers["Location"] for number, phone in enumerate(phones)]

    answers = at_once(
        [
            lambda phone=phone, path=path, number=number: phone.send(path, name=str(number))
            for number, (phone, path) in enumerate(zip(phones, again, strict=True))
        ]
    )

    assert Counter(answer.status_code for answer in answers) == {302: SEATS, 409: PEOPLE - SEATS}
    refused = [BeautifulSoup(answer.text, "html.parser") for answer in answers if answer.status_code == 409]
    assert all(page.select_one("main .said.bad") and not page.select("main form") for page in refused)
    assert demo_site.run(MEMBERS_OF.format(code=code)) == SEATS


def test_a_certificate_asked_for_in_two_tabs_is_issued_once(demo_site):
    form = {"course": demo_site.soup(COURSE).select_one("[action$='/learning/check/'] [name=course]")["value"]}
    phones = [Phone(demo_site) for _number in range(PAIRS)]
    checks = [phone.send_with_cookie("/bg/learning/check/", **form).headers["Location"] for phone in phones]
    keys = [check.strip("/").split("/")[-1] for check in checks]
    assert demo_site.run(PASS_CHECKS.format(checks=keys)) == PAIRS

    answers = at_once(
        [
            lambda phone=phone, check=check: phone.send(f"{check}certificate/", name="Мария", language="bg")
            for phone, check in zip(phones, checks, strict=True)
            for _tab in range(2)
        ]
    )

    assert {answer.status_code for answer in answers} == {302}
    places = [answer.headers["Location"] for answer in answers]
    assert places[::2] == places[1::2]
    assert sorted(demo_site.run(CERTIFICATES_FOR.format(checks=keys))) == sorted(keys)


class Device(Phone):
    """A phone on which somebody has joined a cohort, answered a question, and got a resume code."""

    def __init__(self, site: DemoSite, cohort: str, lesson: str):
        super().__init__(site)
        assert self.send_with_cookie(f"/bg/join/{cohort}/go/", name="Мария").status_code == 302
        form = self.page(lesson).select_one(".b-choice_question form")
        fields = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
        option = form.select_one("input[name=option]")["value"]
        assert self.send("/bg/learning/answer/", **fields, option=option).status_code == 302
        page = BeautifulSoup(self.send("/bg/learning/code/").text, "html.parser")
        self.code = page.select_one(".code").get_text()


def test_two_devices_that_merge_into_each_other_end_as_one_learner_with_everything(demo_site):
    names = ["Първа", "Втора"]
    cohorts = [demo_site.run(MAKE_COHORT.format(name=name, seats=PAIRS)) for name in names]
    lessons = [link["href"] for link in demo_site.soup(COURSE).select(f"main a[href^='{COURSE}']")][:2]
    pairs = [
        [Device(demo_site, cohort, lesson) for cohort, lesson in zip(cohorts, lessons, strict=True)]
        for _number in range(PAIRS)
    ]

    answers = at_once(
        [
            lambda phone=phone, other=other: phone.send("/bg/learning/resume/go/", code=other.code, mine="yes")
            for one, two in pairs
            for phone, other in ((one, two), (two, one))
        ]
    )

    assert {answer.status_code for answer in answers} == {302}
    ids = [phone.learner for pair in pairs for phone in pair]
    found = demo_site.run(WHAT_BELONGS_TO.format(ids=ids))
    assert found[::2] == found[1::2]
    assert len({learner for learner, _attempts, _cohorts in found}) == PAIRS
    assert {(attempts, *cohorts) for _learner, attempts, cohorts in found} == {(2, *sorted(names))}
