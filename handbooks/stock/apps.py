from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StockConfig(AppConfig):
    """Printed copies of handbooks."""

    name = "handbooks.stock"
    verbose_name = _("Printed copies")

    def ready(self):
        from cms.projects import metrics

        from .metrics import copies_handed_out, copies_printed

        metrics.register("copies_printed", _("Copies printed"), copies_printed)
        metrics.register("copies_handed_out", _("Copies handed out"), copies_handed_out)
