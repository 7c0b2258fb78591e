"""A page in the admin's editor: the unfinished may be saved, the faulty isn't published, nothing typed is lost."""

import json

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.blocks.base import get_error_json_data
from wagtail.test.utils.form_data import querydict_from_html

from handbooks.models import ChapterPage
from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    UserFactory,
    body,
    case,
    choice_question,
    picture,
    posted,
    rich,
    stream,
)

FAULTY = [
    rich("Typed by the editor."),
    choice_question(text="Which of these?", rights=(False, False)),
    case({1: [2, 9], 5: [2]}, endings=(2,), title="A day at school"),
]


@pytest.fixture
def handbook(home):
    return HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))


@pytest.fixture
def chapter(handbook):
    """A live chapter."""
    return ChapterPageFactory(parent=handbook, title="Училище", body=stream(rich("What readers see.")))


@pytest.fixture
def editor(client, home):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def send(client, editor):
    """Open the editor at an address, put a body in, press a button; return the answer."""

    def submit(address: str, *blocks, button: str = "", **fields):
        data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
        data.update(posted("body", body(*blocks)) | fields)
        if button:
            data[f"action-{button}"] = "1"
        return client.post(address, data)

    return submit


def editing(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def adding(handbook) -> str:
    return reverse("wagtailadmin_pages:add", args=["handbooks", "chapterpage", handbook.pk])


def told(response) -> dict:
    """Return what the editor's script gets to show: nested errors of the body."""
    (error,) = response.context["form"].errors["body"].as_data()
    return get_error_json_data(error)


def test_publishing_a_faulty_page_is_refused_at_the_fields_concerned(send, chapter):
    response = send(editing(chapter), *FAULTY, button="publish")

    assert response.status_code == 200
    blocks = told(response)["blockErrors"]
    assert set(blocks) == {1, 2}
    assert set(blocks[1]["blockErrors"]) == {"options"}
    nodes = blocks[2]["blockErrors"]["nodes"]["blockErrors"]
    assert set(nodes[0]["blockErrors"]["choices"]["blockErrors"][1]["blockErrors"]) == {"goes_to"}
    assert set(nodes[1]["blockErrors"]) == {"number"}


def test_what_was_typed_stands_in_the_editor_after_a_refusal(send, chapter):
    response = send(editing(chapter), *FAULTY, button="publish", summary="Typed too.")

    form = response.context["form"]
    typed = form["body"].value().get_prep_value()
    assert [block["id"] for block in typed] == [block["id"] for block in body(*FAULTY).get_prep_value()]
    assert typed[1]["value"]["text"] == "Which of these?"
    choice = typed[2]["value"]["nodes"][0]["value"]["choices"][1]["value"]
    assert (choice["text"], str(choice["goes_to"])) == ("Go to 9", "9")
    assert form["summary"].value() == "Typed too."
    shown = response.content.decode()
    for text in ("Typed by the editor.", "Which of these?", "A day at school", "Typed too."):
        assert text in shown


def test_readers_see_what_they_saw_after_a_refusal(client, send, chapter):
    send(editing(chapter), *FAULTY, button="publish")
    client.logout()

    html = client.get(chapter.url).content.decode()

    assert "What readers see." in html
    assert "Which of these?" not in html


def test_saving_the_same_as_a_draft_works_and_keeps_everything(send, chapter):
    response = send(editing(chapter), *FAULTY)

    assert response.status_code == 302
    chapter.refresh_from_db()
    assert chapter.has_unpublished_changes
    assert chapter.body[0].value.source == "<p>What readers see.</p>"
    saved = chapter.get_latest_revision_as_object().body.get_prep_value()
    assert [block["value"] for block in saved[1:]] == [block["value"] for block in body(*FAULTY).get_prep_value()[1:]]


def test_a_draft_may_lack_what_is_required(send, chapter):
    unfinished = [choice_question(text="", rights=(False,)), case({1: []}), ("picture", {"picture": picture().pk})]

    assert send(editing(chapter), *unfinished).status_code == 302
    assert send(editing(chapter), *unfinished, button="publish").status_code == 200


def test_a_pages_own_picture_must_be_described_before_publishing(send, chapter):
    fields = {"picture": str(picture().pk), "picture_alt": ""}

    refused = send(editing(chapter), rich("Typed."), button="publish", **fields)

    assert list(refused.context["form"].errors) == ["picture_alt"]
    assert send(editing(chapter), rich("Typed."), **fields).status_code == 302
    fields["picture_alt"] = "A school"
    assert send(editing(chapter), rich("Typed."), button="publish", **fields).status_code == 302


def test_the_saved_draft_opens_in_the_editor_again(client, send, chapter):
    send(editing(chapter), *FAULTY)

    response = client.get(editing(chapter))

    assert response.status_code == 200
    assert "A day at school" in response.content.decode()


def test_a_mended_page_is_published(client, send, chapter):
    send(editing(chapter), *FAULTY)

    response = send(editing(chapter), rich("Typed by the editor."), choice_question(), button="publish")

    assert response.status_code == 302
    chapter.refresh_from_db()
    assert not chapter.has_unpublished_changes
    assert "Typed by the editor." in client.get(chapter.url).content.decode()


def test_a_new_page_that_is_faulty_is_not_published_but_may_be_saved(send, handbook):
    fields = {"title": "Ново", "slug": "new"}

    assert send(adding(handbook), *FAULTY, button="publish", **fields).status_code == 200
    assert not ChapterPage.objects.filter(slug="new").exists()

    assert send(adding(handbook), *FAULTY, **fields).status_code == 302
    chapter = ChapterPage.objects.get(slug="new")
    assert not chapter.live
    assert len(chapter.get_latest_revision_as_object().body) == 3


def test_the_draft_can_be_previewed(client, send, chapter):
    unfinished = [*FAULTY, case({1: []}, title="Just begun"), ("recording", {"title": "To come"})]
    send(editing(chapter), *unfinished)

    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[chapter.pk]))

    assert response.status_code == 200
    assert "Just begun" in response.content.decode()


def test_two_versions_of_questions_and_cases_can_be_compared(client, send, chapter):
    send(editing(chapter), *FAULTY)
    changed = choice_question(text="Which of those?", rights=(True, False))
    send(editing(chapter), rich("Typed again."), changed, case({1: [2]}, endings=(2,), title="A day"))
    older, newer = chapter.revisions.order_by("-pk")[1], chapter.revisions.order_by("-pk")[0]

    response = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[chapter.pk, older.pk, newer.pk]))

    assert response.status_code == 200
    words = strip_tags(response.content.decode())
    assert "again" in words
    assert "those" in words


def test_the_editor_gets_block_ids_back_as_they_were_sent(send, chapter):
    question = choice_question()

    send(editing(chapter), question, button="publish")

    chapter.refresh_from_db()
    stored = json.loads(json.dumps(chapter.body.get_prep_value()))
    assert stored[0]["id"] == json.loads(stream(question))[0]["id"]
    assert [o["id"] for o in stored[0]["value"]["options"]] == [o["id"] for o in question[1]["options"]]


def test_a_page_picture_without_a_description_stays_a_draft(send, chapter):
    chosen = {"picture": str(picture().pk), "picture_alt": ""}

    refused = send(editing(chapter), rich("New text."), button="publish", **chosen)

    assert list(refused.context["form"].errors) == ["picture_alt"]
    assert send(editing(chapter), rich("New text."), **chosen).status_code == 302
    chapter.refresh_from_db()
    assert chapter.picture is None
    assert [problem.path for problem in chapter.get_latest_revision_as_object().problems()] == [("picture_alt",)]
