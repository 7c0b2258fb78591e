from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LanguagesConfig(AppConfig):
    """Locales and their rules, translations, easy language."""

    name = "cms.languages"
    label = "languages"

    def ready(self):
        from . import localize, signals

        localize.install()
        signals.connect()
        post_migrate.connect(signals.create_locales, sender=self)
