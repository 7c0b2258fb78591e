"""What happens when a page has passed its workflow. Wagtail loads this before any model, hence the late imports."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish an approved page, unless something in it must be mended first.

    Somebody may have changed it while it waited, and approving checks nothing. Such a page stays a draft, named on the
    dashboard.
    """
    from wagtail.workflows import publish_workflow_state

    from .checks import draft_problems

    if not draft_problems(workflow_state.content_object):
        publish_workflow_state(workflow_state, user)
