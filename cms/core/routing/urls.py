"""Addresses of pages: `localized` stands behind a language, `neutral` doesn't."""

from django.urls import path, re_path, register_converter

from . import views


class CodeConverter:
    """The code of a short address; capitals are accepted, because people type from paper."""

    regex = "[0-9a-zA-Z]{4,12}"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

localized = [
    path("go/<code:code>/", views.short_address, name="short_address"),
    path("go/<code:code>/qr.svg", views.qr_picture, name="qr_picture"),
    path("go/<code:code>/poster/", views.poster, name="poster"),
    path("go/<code:code>/poster.pdf", views.poster, {"as_pdf": True}, name="poster_pdf"),
    path("go/<code:code>/<code:below>/", views.short_address, name="short_address_part"),
    path("go/<code:code>/<code:below>/qr.svg", views.qr_picture, name="qr_picture_part"),
    re_path(r"^((?:[\w\-]+/)*(?:[\w\-]+\.ics)?)$", views.serve, name="wagtail_serve"),
]
neutral = [
    path("go/<code:code>/", views.short_address, name="short_address_neutral"),
    path("go/<code:code>/<code:below>/", views.short_address, name="short_address_neutral_part"),
]
