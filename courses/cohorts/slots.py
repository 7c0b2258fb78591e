"""What cohorts show on the pages of learning."""

from django.template.loader import render_to_string

from courses.learners.models import Learner

from .evidence import retentions_of


def evidence_that_stays(learner: Learner, context: dict) -> str:
    """Tell whoever deletes what was learned which attendance is kept nevertheless; nothing if none is."""
    retentions = retentions_of(learner)
    return render_to_string("courses/cohorts/stays.html", {"retentions": retentions}) if retentions else ""
