"""How static files are stored for the web server."""

import re
from pathlib import Path

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Comments, indents, and in style sheets the gaps around braces, commas and semicolons.
NEEDLESS = {
    ".css": re.compile(r"/\*.*?\*/\s*|\s+(?=[{};])|(?<=[{};,])\s+", re.S),
    ".js": re.compile(r"^ *//.*\n|^\s+", re.M),
}


class LeanStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed files under names that change with their content; our own style sheets and scripts without what
    only their writers need, which every first visit on a slow network would pay for.
    """

    def _save(self, name, content):
        needless = NEEDLESS.get(Path(name).suffix)
        # The files of packages stand in folders; their comments hold licences.
        if needless and "/" not in name:
            content = ContentFile(needless.sub("", b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
