"""Addresses of subscriptions, behind a language."""

from django.urls import path

from . import views

localized = [
    path("handbooks-news/<code:code>/", views.subscribe, name="news"),
    path("handbooks-news/<code:code>/sent/", views.asked, name="news_asked"),
    path("handbooks-news/confirm/<str:token>/", views.confirm, name="confirm_news"),
    path("handbooks-news/leave/<str:token>/", views.leave, name="leave_news"),
]
