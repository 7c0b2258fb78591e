from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    """Files of handbooks."""

    name = "handbooks.editions"
    verbose_name = _("Editions")

    def ready(self):
        from .signals import connect

        connect()
