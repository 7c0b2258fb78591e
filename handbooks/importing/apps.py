from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Bringing handbooks in."""

    name = "handbooks.importing"
    verbose_name = _("Imported documents")
