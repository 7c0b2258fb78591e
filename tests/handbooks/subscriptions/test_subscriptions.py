"""Being told by e-mail of new editions: subscribing, confirming, being told once, leaving."""

import re
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from celery import Celery
from django.core import mail
from django.utils import timezone

from cms.celery import app
from cms.core.models import ShortAddress
from courses.accounts.export import account_in_words
from courses.accounts.services import delete_account
from courses.learners.models import Learner
from handbooks.editions import building
from handbooks.editions.services import declare_edition
from handbooks.subscriptions import sending, services
from handbooks.subscriptions.models import Delivery, Request, Subscription
from tests.factories import UserFactory
from tests.factories.editions import build_all
from tests.factories.translations import translate

pytestmark = pytest.mark.usefixtures("formats", "chapters")

EMAIL = "amina@example.org"


@pytest.fixture
def code(handbook):
    return ShortAddress.objects.get(page_key=handbook.translation_key).code


@pytest.fixture
def subscribe(client, code):
    """Write an address into the form."""

    def post(email=EMAIL, language="bg", **headers):
        return client.post(f"/{language}/handbooks-news/{code}/", {"email": email}, **headers)

    return post


@pytest.fixture
def subscriber(handbook):
    """Somebody who has confirmed."""
    return Subscription.objects.create(
        handbook_key=handbook.translation_key, language="bg", email=EMAIL, confirmed_at=timezone.now()
    )


@pytest.fixture
def declare(handbook):
    """Declare an edition and make its files."""

    def make(number=1, files=True):
        edition = declare_edition(
            page=handbook, number=number, published_on=date(2026, 11, 1), changes="Нова глава за училището", by=None
        )
        if files:
            build_all()
        return edition

    return make


@pytest.fixture
def later(time_machine):
    """Let time pass."""
    time_machine.move_to(timezone.now())
    return time_machine.shift


def send():
    """Do what the worker does, and return the e-mails that came of it."""
    before = len(mail.outbox)
    sending.send_due()
    return mail.outbox[before:]


def link(message, name):
    """Return the path of the link in an e-mail that confirms or leaves."""
    return re.search(rf"https?://[^/]+(/\S+/{name}/\S+)", message.body)[1]


class TestSubscribing:
    def test_the_handbook_leads_to_the_form(self, main_of, handbook, code):
        assert f'href="/bg/handbooks-news/{code}/"' in main_of(handbook.url)

    def test_the_form_is_the_same_for_everybody(self, client, code):
        response = client.get(f"/bg/handbooks-news/{code}/")

        assert "public" in response.headers["Cache-Control"]
        assert not response.cookies
        assert "csrf" not in response.content.decode()

    def test_one_e_mail_asks_in_the_readers_language_whether_the_address_is_theirs(self, subscribe, handbook):
        subscribe()

        (message,) = send()
        assert message.to == [EMAIL]
        assert handbook.title in message.subject
        assert "/bg/handbooks-news/confirm/" in message.body
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        assert send() == []

    def test_nothing_else_is_sent_before_the_address_is_confirmed(self, subscribe, declare):
        subscribe()
        send()
        declare()

        assert send() == []

    def test_the_answer_does_not_tell_who_has_subscribed(self, subscribe, subscriber):
        known, unknown = subscribe(), subscribe("other@example.org")

        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert [message.to for message in send()] == [["other@example.org"]]

    @pytest.mark.parametrize("email", ["", "amina", "a@b@c", "a@example.org\nBcc: b@example.org"])
    def test_what_is_no_address_is_told_beside_it(self, subscribe, email):
        response = subscribe(email)

        assert response.status_code == 422
        assert 'id="email-problem"' in response.content.decode()
        assert not Subscription.objects.exists()

    def test_a_form_of_another_site_is_refused(self, subscribe):
        assert subscribe(headers={"Origin": "https://elsewhere.example"}).status_code == 403
        assert subscribe(headers={"Origin": "null"}).status_code == 403
        assert not Subscription.objects.exists()

    def test_a_handbook_that_is_not_public_has_no_form(self, client, code, handbook):
        handbook.unpublish()
        building.cache.clear()

        assert client.get(f"/bg/handbooks-news/{code}/").status_code == 404
        assert client.get(f"/en/handbooks-news/{code}/").status_code == 404


class TestLimits:
    def test_an_address_is_asked_three_times_a_day_at_most_and_the_answer_stays_the_same(self, subscribe):
        answers = {subscribe().status_code for _n in range(5) if send() or True}

        assert answers == {302}
        send()
        assert len(mail.outbox) == services.MOST_BY_EMAIL

    def test_a_network_asks_for_so_many_a_day(self, subscribe, monkeypatch):
        monkeypatch.setattr(services, "MOST_BY_NETWORK", 2)
        subscribe("a@example.org")
        subscribe("b@example.org")

        assert subscribe("c@example.org").status_code == 429
        assert subscribe("d@example.org", REMOTE_ADDR="192.0.2.7").status_code == 302

    def test_requests_are_kept_as_digests_for_a_day(self, subscribe):
        subscribe()
        row = Request.objects.get()
        assert EMAIL not in (row.email_digest, row.network_digest)
        Request.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))

        services.remove_unconfirmed()

        assert not Request.objects.exists()


class TestConfirming:
    def test_opening_the_link_changes_nothing_and_the_button_confirms(self, client, subscribe):
        subscribe()
        address = link(send()[0], "confirm")

        assert '<form method="post">' in client.get(address).content.decode()
        assert Subscription.objects.get().confirmed_at is None
        response = client.post(address)
        assert Subscription.objects.get().confirmed_at is not None
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]

    def test_a_link_is_good_for_three_days(self, client, subscribe, later):
        subscribe()
        address = link(send()[0], "confirm")
        later(timedelta(days=3, minutes=1))

        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
        assert Subscription.objects.get().confirmed_at is None

    def test_a_forged_link_is_refused(self, client, subscribe):
        subscribe()
        address = link(send()[0], "confirm")

        assert client.post(address[:-2] + "x/").status_code == 404
        # What leaves doesn't confirm.
        token = services.token_for(Subscription.objects.get(), services.LEAVE)
        assert client.post(f"/bg/handbooks-news/confirm/{token}/").status_code == 404

    def test_what_nobody_confirmed_is_deleted_after_three_days(self, subscribe, subscriber, later):
        subscribe("other@example.org")
        later(timedelta(days=3, minutes=1))

        assert services.remove_unconfirmed() == 1
        assert list(Subscription.objects.all()) == [subscriber]


class TestBeingTold:
    def test_of_an_edition_once_its_files_are_there(self, subscriber, declare, handbook, code):
        edition = declare(files=False)
        assert send() == []
        build_all()

        (message,) = send()
        assert message.to == [EMAIL]
        assert handbook.title in message.subject
        assert "1" in message.subject
        assert edition.changes in message.body
        assert handbook.url in message.body
        assert f"/bg/downloads/{code}/" in message.body
        assert send() == []

    def test_each_subscriber_by_themselves_and_of_each_edition_once(self, subscriber, declare, handbook):
        Subscription.objects.create(
            handbook_key=handbook.translation_key, language="bg", email="b@example.org", confirmed_at=timezone.now()
        )
        declare(1)
        declare(2)

        told = sorted((message.to, message.subject[-20:]) for message in send())
        assert len(told) == len(set(map(str, told))) == 4
        assert send() == []

    def test_not_of_editions_from_before(self, declare, handbook):
        declare()
        Subscription.objects.create(
            handbook_key=handbook.translation_key, language="bg", email=EMAIL, confirmed_at=timezone.now()
        )

        assert send() == []

    def test_not_of_another_language(self, subscriber, home, handbook):
        translate(home, "en")
        translate(handbook.get_parent().specific, "en")
        other = translate(handbook, "en")
        declare_edition(page=other, number=1, published_on=date(2026, 11, 1), changes="", by=None)
        build_all()

        assert send() == []

    def test_not_while_the_handbook_is_withdrawn(self, subscriber, declare, handbook):
        declare()
        handbook.unpublish()
        building.cache.clear()

        assert send() == []

    def test_by_the_timetable_and_at_once_when_somebody_asks(self, subscribe, committed, monkeypatch):
        sent = []
        monkeypatch.setattr(Celery, "send_task", lambda _app, name, **_options: sent.append(name))
        with committed():
            subscribe()
        assert sent == ["handbooks.subscriptions.tasks.send_due"]
        assert "handbooks.subscriptions.tasks.send_due" in {entry["task"] for entry in app.conf.beat_schedule.values()}


class TestWhenSendingFails:
    @pytest.fixture
    def server(self, monkeypatch):
        """A mail server that answers with the errors in the list, then takes everything."""
        errors = []
        deliver = sending.EmailMessage.send

        def answer(message):
            if errors:
                raise errors.pop(0)
            return deliver(message)

        monkeypatch.setattr(sending.EmailMessage, "send", answer)
        return errors

    @pytest.mark.parametrize(
        "error", [SMTPServerDisconnected(), OSError(), SMTPRecipientsRefused({EMAIL: (451, b"later")})], ids=str
    )
    def test_it_is_tried_again_later(self, subscriber, declare, server, error, later):
        declare()
        server.append(error)

        assert send() == []
        later(timedelta(minutes=1, seconds=1))
        assert len(send()) == 1
        assert send() == []

    def test_an_address_that_the_server_does_not_know_is_given_up(self, subscriber, declare, server, later):
        declare()
        server.append(SMTPRecipientsRefused({EMAIL: (550, b"no such user")}))

        assert send() == []
        later(timedelta(days=2))
        assert send() == []

    def test_others_get_theirs(self, subscriber, declare, server, handbook):
        Subscription.objects.create(
            handbook_key=handbook.translation_key, language="bg", email="b@example.org", confirmed_at=timezone.now()
        )
        declare()
        server.append(SMTPServerDisconnected())

        assert len(send()) == 1

    def test_it_is_given_up_after_a_day_and_more(self, subscriber, declare, server, later):
        declare()
        server.extend([SMTPServerDisconnected()] * 20)

        for _day in range(10):
            send()
            later(timedelta(days=1, minutes=1))

        assert len(server) == 20 - len(sending.WAITS) - 1
        assert Delivery.objects.get().due_at is None

    def test_a_killed_worker_leaves_one_in_flight_that_is_sent_after_the_lease_as_the_same_e_mail(
        self, subscriber, declare, handbook, later, monkeypatch
    ):
        Subscription.objects.create(
            handbook_key=handbook.translation_key, language="bg", email="b@example.org", confirmed_at=timezone.now()
        )
        declare()

        class Killed(BaseException):
            pass

        deliver = sending.EmailMessage.send

        def die(message):
            deliver(message)
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(sending.EmailMessage, "send", die)
            with pytest.raises(Killed):
                sending.send_due()
        (first,) = mail.outbox
        (other,) = send()
        assert other.to != first.to
        later(sending.LEASE + timedelta(seconds=1))
        (again,) = send()

        assert again.to == first.to
        assert again.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
        assert send() == []

    def test_two_workers_never_take_the_same(self, subscriber, declare, monkeypatch):
        declare()
        sending.announce()
        seen = Delivery.objects.due(timezone.now()).get()
        assert sending.take().pk == seen.pk

        # The other worker saw the row before it was taken.
        assert not Delivery.objects.filter(pk=seen.pk, due_at=seen.due_at).update(attempts=9)
        assert sending.take() is None


class TestLeaving:
    @pytest.fixture
    def message(self, subscriber, declare):
        declare()
        return send()[0]

    def test_mail_programs_get_a_button_of_their_own(self, client, message):
        headers = message.message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = re.fullmatch(r"<https?://[^/]+(/\S+)>", headers["List-Unsubscribe"])[1]

        # RFC 8058: no cookie, no referrer, nothing but this.
        response = client.post(address, {"List-Unsubscribe": "One-Click"})

        assert response.status_code == 200
        assert not Subscription.objects.exists()
        assert not Delivery.objects.exists()

    def test_opening_the_link_shows_a_button_and_changes_nothing(self, client, message):
        address = link(message, "leave")

        assert '<form method="post">' in client.get(address).content.decode()
        assert Subscription.objects.exists()
        client.post(address)
        assert not Subscription.objects.exists()

    def test_leaving_twice_says_the_same(self, client, message):
        address = link(message, "leave")

        assert client.post(address).content == client.post(address).content == client.get(address).content

    def test_whoever_left_is_not_told_what_was_on_its_way(self, client, message, declare):
        declare(2)
        sending.announce()
        client.post(link(message, "leave"))

        assert send() == []

    def test_an_account_shows_its_subscriptions_and_takes_them_along(self, subscriber):
        learner = Learner.objects.create(account=UserFactory(email=EMAIL))

        assert account_in_words(learner)["subscriptions"][0]["language"] == "bg"
        delete_account(learner, {})
        assert not Subscription.objects.exists()
