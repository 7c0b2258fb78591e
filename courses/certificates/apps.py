from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Course checks and certificates."""

    name = "courses.certificates"

    def ready(self):
        from cms.core import slots
        from courses.export import also_export
        from courses.learners.services import also_delete
        from courses.practice.services import also_merge

        from .export import certificates_in_words, checks_in_words
        from .services import delete_if_asked, merge
        from .slots import certificates_of_learner, certificates_to_delete, check_of_course

        also_merge(merge)
        also_delete(delete_if_asked)
        also_export("checks", checks_in_words)
        also_export("certificates", certificates_in_words)
        slots.fill("course.check", check_of_course)
        slots.fill("learning.certificates", certificates_of_learner)
        slots.fill("learning.delete", certificates_to_delete)
