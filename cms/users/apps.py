from django.apps import AppConfig


class UsersConfig(AppConfig):
    """People who log in."""

    name = "cms.users"
    label = "users"
