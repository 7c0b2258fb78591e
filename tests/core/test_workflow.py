"""Approving a page in its workflow publishes it, but doesn't get round what publishing demands."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from tests.factories import (
    ChapterPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    UserFactory,
    choice_question,
    stream,
)

FINE = stream(choice_question())
FAULTY = stream(choice_question(rights=(False, False)))


@pytest.fixture
def chapter(home):
    """A chapter that was never published."""
    handbook = HandbookPageFactory(parent=HandbookIndexPageFactory(parent=home))
    page = ChapterPageFactory(parent=handbook, body=FINE, live=False)
    page.save_revision()
    return page


@pytest.fixture
def approve(client):
    """Approve a page that waits in the workflow with which every site begins."""

    def go(page) -> None:
        task = page.current_workflow_task_state
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""})
        page.refresh_from_db()

    return go


@pytest.fixture
def moderator(client, home):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def test_an_approved_page_is_published(chapter, moderator, approve):
    Workflow.objects.get(active=True).start(chapter, moderator)

    approve(chapter)

    assert chapter.live


def test_a_page_that_became_faulty_while_it_waited_stays_a_draft_with_all_that_was_written(chapter, moderator, approve):
    Workflow.objects.get(active=True).start(chapter, moderator)
    chapter.body = FAULTY
    chapter.save_revision()

    approve(chapter)

    assert not chapter.live
    assert not chapter.workflow_in_progress
    written = chapter.get_latest_revision_as_object().body[0].value["options"]
    assert [option["is_right"] for option in written] == [False, False]
