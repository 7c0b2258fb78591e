from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Course checks and certificates."""

    name = "courses.certificates"

    def ready(self):
        from cms.core import slots
        from courses.practice import services

        from .services import merge
        from .slots import certificates_of_learner, check_of_course

        services.also_merge(merge)
        slots.fill("course.check", check_of_course)
        slots.fill("learning.certificates", certificates_of_learner)
