from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The organisation's own pages: home, standard pages, news, menus."""

    name = "home"
