"""Whether the demo content was loaded."""

from django.db import models


class DemoLoad(models.Model):
    """Written when loading is complete: the content belongs to the editors from then on, nothing is loaded again."""

    finished_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d}"
