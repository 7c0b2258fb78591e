from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DownloadsConfig(AppConfig):
    """Downloads of handbooks."""

    name = "handbooks.downloads"
    verbose_name = _("Downloads")

    def ready(self):
        from cms.core import slots
        from cms.projects import metrics

        from .metrics import downloads
        from .slots import downloads_of_handbook, head_of_handbook

        slots.fill("handbook.downloads", downloads_of_handbook)
        slots.fill("handbook.head", head_of_handbook)
        metrics.register("downloads", _("Downloads"), downloads)
