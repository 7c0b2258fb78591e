"""Addresses of downloads: `localized` stands behind a language, `neutral` doesn't."""

from django.urls import path, re_path

from . import embedding, feed_views, views

localized = [
    path("downloads/<code:code>/", views.all_downloads, name="all_downloads"),
    path("downloads/<code:code>/feed/", feed_views.handbook_feed, name="handbook_feed"),
    path("embed/<code:code>/", embedding.embed, name="embed"),
    path("editions/feed/", feed_views.editions_feed, name="editions_feed"),
    path("opds/", feed_views.catalogue, name="opds"),
    re_path(r"^opds/(?P<order>all|new)/$", feed_views.catalogue_books, name="opds_books"),
    path("downloads/<code:code>/<slug:edition>/<str:format_name>/", views.download, name="download"),
]
neutral = [path("files/<uuid:pk>/<str:name>", views.handbook_file, name="handbook_file")]
