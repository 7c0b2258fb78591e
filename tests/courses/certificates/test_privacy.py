"""What is stored of checks and certificates is the learner's: to download, and to keep or delete by itself."""

import json

from bs4 import BeautifulSoup

from courses.certificates.models import Certificate, CourseCheck
from courses.learners.models import Learner

DELETE = "/bg/learning/delete/"


def question_about_certificates(anna):
    return BeautifulSoup(anna.client.get(DELETE).content, "html.parser").select("input[name=certificates]")


def test_checks_and_certificates_are_in_the_download(anna, course):
    anna.certificate(anna.pass_check(course))

    told = json.loads(anna.client.get("/bg/learning/download/").content)

    assert [one["name"] for one in told["certificates"]] == ["Мария Петрова"]
    (check,) = told["checks"]
    assert check["has_passed"]
    assert check["answers"][0]["text"].endswith("?")


def test_whoever_has_no_certificate_is_not_asked(anna, course):
    anna.pass_check(course)

    assert question_about_certificates(anna) == []


def test_certificates_stay_if_the_learner_wants_to_keep_them(anna, course):
    certificate = anna.certificate(anna.pass_check(course))
    assert [field["value"] for field in question_about_certificates(anna)] == ["keep", "delete"]

    anna.post(f"{DELETE}go/", certificates="keep")

    assert Learner.objects.count() == CourseCheck.objects.count() == 0
    assert anna.client.get(f"/bg/certificates/{certificate.number}/").status_code == 200


def test_certificates_go_if_the_learner_says_so(anna, course):
    certificate = anna.certificate(anna.pass_check(course))

    anna.post(f"{DELETE}go/", certificates="delete")

    assert Certificate.objects.count() == 0
    assert anna.client.get(f"/bg/certificates/{certificate.number}/").status_code == 404
