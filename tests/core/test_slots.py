"""Places on a lower app's pages that upper apps fill."""

import pytest
from django.template import Context, Template

from cms.core import slots


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """Give each test a registry of its own; the apps have filled the real one."""
    monkeypatch.setattr(slots, "_providers", {})


def shown(slot: str, subject: object = "page", **context) -> str:
    template = Template("{% load mostik_tags %}[{% slot name subject %}]")
    return template.render(Context({"name": slot, "subject": subject, **context}))


def test_a_slot_that_nobody_fills_shows_nothing():
    assert slots.render("project.outputs", object(), {}) == []
    assert shown("project.outputs") == "[]"


def test_what_was_registered_first_stands_first():
    slots.fill("project.outputs", lambda subject, context: f"<p>Handbooks of {subject}</p>")
    slots.fill("project.outputs", lambda subject, context: "<p>Courses</p>")

    assert shown("project.outputs", "Mostik") == "[<p>Handbooks of Mostik</p><p>Courses</p>]"


def test_who_has_nothing_to_show_is_left_out():
    slots.fill("project.outputs", lambda subject, context: "")
    slots.fill("project.outputs", lambda subject, context: "<p>Courses</p>")

    assert slots.render("project.outputs", object(), {}) == ["<p>Courses</p>"]


def test_slots_do_not_know_of_each_other():
    slots.fill("project.outputs", lambda subject, context: "<p>Courses</p>")

    assert slots.render("handbook.courses", object(), {}) == []


def test_a_provider_sees_what_the_page_knows():
    slots.fill("project.outputs", lambda subject, context: context["language"])

    assert shown("project.outputs", language="bg") == "[bg]"
