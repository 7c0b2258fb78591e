"""How static files are stored for the web server."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)


class LeanStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed files under names that change with their content; our own style sheets without comments, which every
    first visit on a slow network would pay for.
    """

    def _save(self, name, content):
        # The style sheets of packages stand in folders; their comments hold licences.
        if name.endswith(".css") and "/" not in name:
            content = ContentFile(COMMENT.sub("", b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
