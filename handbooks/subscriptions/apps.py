from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    """E-mails about new editions."""

    name = "handbooks.subscriptions"
    verbose_name = _("News of editions")

    def ready(self):
        from cms.core import slots

        from .slots import news_of_handbook

        slots.fill("handbook.downloads", news_of_handbook)
