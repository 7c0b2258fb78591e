"""Addresses of learning: `urlpatterns` stand behind a language, `neutral` ones don't."""

from django.urls import path

from . import answering, learning
from .accounts import urls as accounts_urls
from .certificates import urls as certificates_urls
from .cohorts import views as cohorts

urlpatterns = [
    path("learning/", learning.my_learning, name="learning"),
    path("learning/answer/", answering.answer, name="answer"),
    path("learning/finish/", answering.finish, name="finish_lesson"),
    path("learning/code/", learning.new_code, name="new_code"),
    path("learning/resume/", learning.resume, name="resume"),
    path("learning/resume/go/", learning.use_code, name="use_code"),
    path("learning/not-me/", learning.not_me, name="not_me"),
    path("learning/download/", learning.download, name="download_learning"),
    path("learning/delete/", learning.delete, name="delete_learning"),
    path("learning/delete/go/", learning.delete_now, name="delete_learning_now"),
    path("learning/me/", learning.that_is_me, name="that_is_me"),
    *accounts_urls.urlpatterns,
    *certificates_urls.urlpatterns,
    path("join/<str:code>/", cohorts.join_page, name="join_cohort"),
    path("join/<str:code>/go/", cohorts.join, name="join_cohort_go"),
]
neutral = [*accounts_urls.neutral, *certificates_urls.neutral]
