from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    """Cohorts and what their trainers keep."""

    name = "courses.cohorts"

    def ready(self):
        from cms.core import slots
        from cms.projects import metrics
        from cms.projects.participants import also_counted
        from courses.export import also_export
        from courses.learners.services import also_delete
        from courses.practice.services import also_merge

        from .download import cohorts_in_words, evidence_in_words
        from .events import attendance_at, connect
        from .metrics import answers_given, certificates_issued, learners, lessons_finished
        from .services import follow_merge, keep_evidence
        from .slots import evidence_that_stays

        also_merge(follow_merge)
        also_delete(keep_evidence)
        also_export("cohorts", cohorts_in_words)
        also_export("evidence", evidence_in_words)
        slots.fill("learning.delete", evidence_that_stays)
        also_counted(attendance_at)
        connect()
        metrics.register("learners", _("Learners"), learners)
        metrics.register("answers_given", _("Questions answered"), answers_given)
        metrics.register("lessons_finished", _("Lessons finished"), lessons_finished)
        metrics.register("certificates_issued", _("Certificates issued"), certificates_issued)
