"""Learners as a browser would be one: forms filled from the page that was shown."""

from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from courses.learners.models import Learner

OURS = {"Sec-Fetch-Site": "same-origin"}


class Phone:
    """A browser without JavaScript that follows redirects and keeps cookies."""

    def __init__(self) -> None:
        self.client = Client()

    @property
    def cookie(self) -> str:
        """The learner's cookie, empty for none."""
        morsel = self.client.cookies.get(settings.LEARNER_COOKIE_NAME)
        return morsel.value if morsel else ""

    @property
    def learner(self) -> Learner:
        """The learner that the cookie stands for."""
        return Learner.objects.known_as(self.cookie.split(":")[0].split(".")[0])

    def get(self, path: str) -> BeautifulSoup:
        """Open a page."""
        response = self.client.get(path)
        assert response.status_code == 200, path
        return BeautifulSoup(response.content, "html.parser")

    def send(self, form: Any, headers: dict[str, str] = OURS, **fields: Any) -> Any:
        """Send a form of a page with some fields filled in, and go where it leads."""
        data = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")} | fields
        return self.client.post(form["action"], data, headers=headers, follow=True)

    def question(self, path: str, place: int = 0) -> Any:
        """Return an exercise of a lesson."""
        return self.get(path).select(".q")[place]

    def choose(self, path: str, *options: int, **fields: Any) -> Any:
        """Choose options of a lesson's first exercise, counted from 0."""
        question = self.question(path)
        values = [field["value"] for field in question.select("input[name=option]")]
        return self.send(question.form, option=[values[option] for option in options], **fields)

    def finish(self, path: str) -> Any:
        """Say that a lesson was read."""
        return self.send(self.get(path).select_one("#finish form"))
