"""Addresses of course checks and certificates: `urlpatterns` stand behind a language, `neutral` ones don't."""

from django.urls import path, register_converter

from . import checks, views


class NumberConverter:
    """A certificate's number; people type it with its hyphens or without."""

    regex = r"\d{4}-?\d{4}-?\d{4}-?\d{4}"

    def to_python(self, value: str) -> str:
        digits = value.replace("-", "")
        return "-".join(digits[start : start + 4] for start in range(0, 16, 4))

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "certificate_number")

urlpatterns = [
    path("learning/check/", checks.start_check, name="start_check"),
    path("learning/check/<uuid:pk>/", checks.course_check, name="course_check"),
    path("learning/check/<uuid:pk>/answer/", checks.answer_check, name="answer_check"),
    path("learning/check/<uuid:pk>/certificate/", checks.get_certificate, name="get_certificate"),
    path("certificates/<certificate_number:number>/", views.certificate, name="certificate"),
    path("certificates/<certificate_number:number>/certificate.pdf", views.certificate_pdf, name="certificate_pdf"),
]

neutral = [
    path("certificates/did.json", views.issuer, name="issuer"),
    path("certificates/<certificate_number:number>/badge.json", views.badge, name="badge"),
]
