"""Addresses of downloads: `localized` stands behind a language, `neutral` doesn't."""

from django.urls import path

from . import views

localized = [
    path("downloads/<code:code>/", views.all_downloads, name="all_downloads"),
    path("downloads/<code:code>/<slug:edition>/<slug:format_name>/", views.download, name="download"),
]
neutral = [path("files/<uuid:pk>/<str:name>", views.handbook_file, name="handbook_file")]
