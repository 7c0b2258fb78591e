"""Certificates: everything on them is written down when they are issued, and anybody can verify them."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext
from pypdf import PdfReader

from courses.certificates import services
from courses.certificates.models import Certificate
from courses.certificates.names import read_name
from courses.learners.models import Learner
from courses.models import CoursePage, Lesson
from courses.practice.models import LessonProgress
from courses.templatetags.learning_tags import direction
from tests.factories import UserFactory
from tests.factories.libraries import library_in

from .conftest import answers_to, day

ARABIC = "محمد عبد الرحمن"
BULGARIAN = "Станислав Щърбанов"


@pytest.fixture
def certificate(anna, course) -> Certificate:
    return anna.certificate(anna.pass_check(course))


@pytest.fixture
def engine():
    try:
        import weasyprint
    except OSError:
        pytest.skip("The PDF engine's system libraries are not installed.")
    return weasyprint


def page(client: Client, certificate: Certificate, language: str = "bg") -> str:
    return client.get(f"/{language}/certificates/{certificate.number}/").content.decode()


def pdf(client: Client, certificate: Certificate) -> PdfReader:
    response = client.get(f"/bg/certificates/{certificate.number}/certificate.pdf")
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


# Issuing


def test_it_says_what_was_learned_where_how_and_by_whom(certificate):
    assert certificate.name == "Мария Петрова"
    assert (certificate.course, certificate.hours) == ("Курс", 16)
    assert certificate.outcomes == ["да слушате", "да питате"]
    assert certificate.organisation == "Сдружение „Мост“"
    assert certificate.funding == "Проектът „Проект“, договор BG-01, се финансира от ЕС."
    assert certificate.disclaimer == "Отговорността носи Сдружение „Мост“."
    assert (certificate.reason, certificate.criterion) == ("check", {"right": 4, "total": 4, "pass_mark": 75})


def test_without_a_project_the_site_issues_it(anna, course, settings):
    settings.ISSUER_NAME = "Общност"
    course.project = None
    course.save_revision().publish()

    assert anna.certificate(anna.pass_check(course)).organisation == "Общност"


def test_after_it_was_issued_its_page_is_shown(anna, certificate):
    assert anna.response.redirect_chain[-1][0] == f"/bg/certificates/{certificate.number}/"
    assert anna.response.status_code == 200


def test_who_has_not_passed_gets_none(anna, course):
    check = anna.answer(anna.start(course), 1)

    assert anna.certificate(check) is None
    assert anna.response.status_code == 404


def test_nobody_gets_one_for_the_check_of_another(anna, learning, course):
    check = anna.pass_check(course)
    other = learning()
    other.start(course)

    assert other.certificate(check) is None
    assert other.response.status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "\u202e"])
def test_without_a_name_it_is_asked_for(anna, course, name):
    check = anna.pass_check(course)

    assert anna.certificate(check, name) is None
    assert 'id="nameless"' in anna.response.content.decode()


@pytest.mark.parametrize("name", [ARABIC, BULGARIAN, "Łukasz O’Brien-Ñuñez", "می‌نا", "李小龍"])
def test_a_name_stays_as_it_was_typed(name):
    assert read_name(f"  {name}\t ") == name


def test_signs_that_turn_a_name_round_are_taken_out():
    assert read_name("\u202eAnna\u0000\u2066") == "Anna"


def test_asking_twice_gives_the_same_one(anna, course):
    check = anna.pass_check(course)

    assert anna.certificate(check) == anna.certificate(check, "Друга")
    assert Certificate.objects.count() == 1


def test_a_second_check_gives_no_second_one(anna, course):
    first = anna.certificate(anna.pass_check(course))

    assert anna.certificate(anna.pass_check(course)) == first


def test_it_is_issued_in_every_language_of_the_course(anna, books):
    for code in ("ar", "en"):
        library_in(code, books)
    check = anna.pass_check(books.course)
    html = anna.response.content.decode()
    for code in ("bg", "ar", "en"):
        anna.certificate(check, "Ana", code)
    issued = {certificate.language for certificate in Certificate.objects.all()}

    assert all(f'name="language" value="{code}"' in html for code in ("bg", "ar", "en"))
    assert issued == {"bg", "ar", "en"}


def test_in_a_language_without_the_course_there_is_none(anna, course):
    assert anna.certificate(anna.pass_check(course), language="uk") is None
    assert anna.response.status_code == 404


def test_what_a_course_becomes_later_does_not_touch_it(client, certificate, books):
    before = page(client, certificate)
    course = books.course
    course.title, course.outcomes, course.certified_hours, course.pass_mark = "Друг курс", "друго", 1, 100
    course.project = None
    course.save_revision().publish()
    Certificate.objects.get().learner.delete()
    after = page(client, certificate)
    CoursePage.objects.get(pk=course.pk).delete()

    assert before == after == page(client, certificate)
    assert "Друг курс" not in after


def test_the_database_refuses_a_second_valid_one_for_the_same(certificate):
    certificate.pk, certificate.number = None, "0000-0000-0000-0000"

    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save(force_insert=True)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time anyway")
def test_of_two_simultaneous_requests_the_second_waits_for_the_first(course):
    with CaptureQueriesContext(connection) as captured:
        services.issue_certificate(
            learner=Learner.objects.create(), course=course, name="", reason="trainer", criterion={}, ground=uuid4()
        )

    statements = [query["sql"] for query in captured]
    locked = next(number for number, sql in enumerate(statements) if "FOR UPDATE" in sql)
    assert locked < next(number for number, sql in enumerate(statements) if 'FROM "certificates_certificate"' in sql)


# Verifying


def test_anybody_can_verify_it_by_its_number(client, certificate):
    html = page(client, certificate)

    for text in ("Мария Петрова", "Курс", "Сдружение „Мост“", "да питате", certificate.number, day(certificate)):
        assert text in html
    assert 'content="noindex"' in html


def test_people_may_type_the_number_without_hyphens(client, certificate):
    assert client.get(f"/bg/certificates/{certificate.number.replace('-', '')}/").status_code == 200


def test_an_unknown_number_is_not_found(client, home):
    assert client.get("/bg/certificates/0000-0000-0000-0000/").status_code == 404
    assert client.get("/bg/certificates/0000-0000-0000-0000/certificate.pdf").status_code == 404


def test_numbers_say_nothing_of_each_other(certificate):
    numbers = {Certificate._meta.get_field("number").get_default() for _time in range(100)}

    assert len(numbers) == 100
    assert all(len(number.replace("-", "")) == 16 for number in numbers)


@pytest.mark.parametrize("language", ["bg", "en", "ar-simple"])
def test_of_a_revoked_one_the_page_says_only_that(client, certificate, language):
    services.revoke(certificate=certificate)
    response = client.get(f"/{language}/certificates/{certificate.number}/")
    html = response.content.decode()

    assert certificate.number in html
    hidden = (certificate.name, certificate.organisation, "да слушате", day(certificate), ".pdf", certificate.funding)
    assert not [text for text in hidden if text in html]


def test_a_revoked_one_has_no_pdf(client, certificate):
    services.revoke(certificate=certificate)
    response = client.get(f"/bg/certificates/{certificate.number}/certificate.pdf")

    assert (response.status_code, response["Location"]) == (302, f"/bg/certificates/{certificate.number}/")


def test_a_revocation_is_seen_at_once_and_nobody_keeps_the_page(client, certificate):
    address = f"/bg/certificates/{certificate.number}/"

    assert "no-store" in client.get(address)["Cache-Control"]
    services.revoke(certificate=certificate)
    assert "Мария" not in client.get(address).content.decode()


def test_after_a_revocation_it_can_be_issued_again_with_another_name(anna, course):
    check = anna.pass_check(course)
    first = anna.certificate(check, "Ана")
    services.revoke(certificate=first)
    second = anna.certificate(check, "Анна")

    assert second != first
    assert (second.name, second.revoked_at) == ("Анна", None)


# On paper


def test_the_pdf_is_accessible(client, certificate, engine):
    reader = pdf(client, certificate)
    catalog = reader.trailer["/Root"]

    assert catalog["/Lang"] == "bg"
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert len(reader.pages) == 1


def test_bulgarian_comes_out_of_the_pdf_as_text(client, anna, course, engine):
    certificate = anna.certificate(anna.pass_check(course), BULGARIAN)
    text = text_of(pdf(client, certificate))

    for part in (BULGARIAN, "Курс", "да слушате", "Сдружение „Мост“", certificate.number, certificate.funding):
        assert part in text


def test_an_arabic_name_comes_out_of_the_pdf_as_text(client, anna, books, engine):
    library_in("ar", books)
    certificate = anna.certificate(anna.pass_check(books.course), ARABIC, "ar")
    reader = pdf(client, certificate)

    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert all(word in text_of(reader) for word in ARABIC.split())


def test_arabic_sentences_come_out_of_the_pdf_as_text(client, anna, books, engine):
    library_in("ar", books)
    text = text_of(pdf(client, anna.certificate(anna.pass_check(books.course), ARABIC, "ar")))

    with translation.override("ar"):
        sentences = [gettext("has completed the course"), gettext("Anybody can verify this certificate here:")]
    # Where the colon at a line's end goes, the reader of the file decides.
    words = [word.strip(":") for sentence in sentences for word in sentence.split()]
    assert [word for word in words if word not in text] == []


def test_an_arabic_name_stands_on_a_bulgarian_certificate_too(client, anna, course, engine):
    text = text_of(pdf(client, anna.certificate(anna.pass_check(course), ARABIC)))

    assert all(word in text for word in ARABIC.split())


def test_the_paper_leads_to_the_verification_page(client, certificate, engine, settings):
    address = f"{settings.BASE_URL}/bg/certificates/{certificate.number}/"
    annotations = [note.get_object() for note in pdf(client, certificate).pages[0]["/Annots"]]

    assert certificate.address == address
    assert address in [note["/A"]["/URI"] for note in annotations]


@pytest.mark.parametrize(
    ("text", "way"),
    [(ARABIC, "rtl"), (BULGARIAN, "ltr"), ("1. „Мост“", "ltr"), ("«مسار» 2", "rtl"), ("שרה", "rtl"), ("12", "ltr")],
)
def test_on_paper_each_text_runs_its_own_way(text, way):
    assert direction(text) == way


# In the admin


@pytest.fixture
def admin(db) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_the_list_of_certificates_shows_them(admin, certificate):
    html = admin.get("/admin/snippets/certificates/certificate/").content.decode()

    assert certificate.number in html
    assert "certificate/add/" not in html


def test_one_is_revoked_by_a_tick_and_nothing_else_can_be_changed(admin, certificate):
    address = f"/admin/snippets/certificates/certificate/edit/{certificate.pk}/"
    admin.post(address, {"name": "Друга"})
    certificate.refresh_from_db()
    assert (certificate.name, certificate.revoked_at) == ("Мария Петрова", None)

    admin.post(address, {"revoked": "on"})
    certificate.refresh_from_db()
    assert certificate.revoked_at


def test_not_even_a_superuser_makes_or_deletes_one_by_hand(admin, certificate):
    for action in ("add", f"delete/{certificate.pk}"):
        admin.post(f"/admin/snippets/certificates/certificate/{action}/", {})

    assert list(Certificate.objects.all()) == [certificate]


def test_editors_have_no_right_to_them(editor, certificate):
    assert editor.get("/admin/snippets/certificates/certificate/").status_code == 302


# What they cost


def queries(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_the_check_and_the_certificate_stay_within_14_queries(anna, course):
    check = anna.start(course)
    costs = {
        "start": queries(lambda: anna.start(course)),
        "read": queries(lambda: anna.client.get(f"/bg/learning/check/{check.pk}/")),
        "answer": queries(lambda: anna.client.post(f"/bg/learning/check/{check.pk}/answer/", answers_to(check))),
        "result": queries(lambda: anna.client.get(f"/bg/learning/check/{check.pk}/")),
        "issue": queries(
            lambda: anna.client.post(f"/bg/learning/check/{check.pk}/certificate/", {"name": "Ana", "language": "bg"})
        ),
    }
    certificate = Certificate.objects.get()
    costs["verify"] = queries(lambda: Client().get(f"/bg/certificates/{certificate.number}/"))

    assert {name: cost for name, cost in costs.items() if cost > 14} == {}


def test_my_learning_with_30_courses_and_their_checks_stays_within_20_queries(anna, books):
    check = anna.pass_check(books.course)
    anna.certificate(check)
    for number in range(29):
        course = books.courses.add_child(
            instance=CoursePage(title=f"Курс {number}", slug=f"more-{number}", locale=books.course.locale, live=True)
        )
        Lesson.objects.create(course=course, chapter=books.chapters[0])
        LessonProgress.objects.create(
            learner=check.learner,
            course_key=course.translation_key,
            content_key=books.chapters[0].translation_key,
            started_at=timezone.now(),
            last_at=timezone.now(),
        )
    html = anna.client.get("/bg/learning/").content.decode()

    assert html.count('action="/bg/learning/check/"') == 29
    assert queries(lambda: anna.client.get("/bg/learning/")) <= 20
