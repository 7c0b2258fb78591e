"""The pictures that go into a file, each once."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from .problems import ContentProblem

# Pixels: a text column of A4 (17 cm) at 180 dpi; a small picture at a quarter of that area.
WIDTHS = {"wide": 1200, "text": 1200, "small": 480}
# Every reader shows these; what has few colours or transparent parts stays PNG.
LOSSLESS = {"png", "gif"}


class Pictures:
    """Collects what is shown while texts are rendered, and reads the files afterwards, one at a time."""

    def __init__(self, folder: str = "pictures/"):
        self.folder = folder
        self._shown: dict[str, tuple[Any, str, str]] = {}

    def place(self, image: Any, size: str, chapter: str = "") -> str:
        """Return the name under which a picture stands in the file. `chapter` is named if its file can't be read."""
        if image.is_svg():
            spec, suffix = "original", "svg"
        else:
            suffix = "png" if image.file.name.rpartition(".")[2].lower() in LOSSLESS else "jpg"
            spec = f"width-{WIDTHS[size]}|format-{'jpeg' if suffix == 'jpg' else suffix}"
        name = f"{self.folder}{image.pk}-{WIDTHS[size]}.{suffix}" if suffix != "svg" else f"{self.folder}{image.pk}.svg"
        self._shown.setdefault(name, (image, spec, chapter))
        return name

    def names(self) -> list[str]:
        """Return the names of the pictures in the order in which they were shown first."""
        return list(self._shown)

    def images(self) -> list[Any]:
        """Return the images that are shown, each once."""
        return list({image.pk: image for image, _spec, _chapter in self._shown.values()}.values())

    def read(self, name: str) -> bytes:
        """Return the file of a picture; raises ContentProblem where it is missing or can't be read."""
        image, spec, chapter = self._shown[name]
        try:
            return _content(image.file) if spec == "original" else _rendition(image, spec)
        except (OSError, SourceImageIOError, InvalidFilterSpecError) as error:
            text = _("The file of the picture “%(title)s” is missing or can't be read. Upload it again.")
            raise ContentProblem(text, chapter, title=image.title) from error

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Yield `(name, file)` of every picture, holding one at a time."""
        for name in self._shown:
            yield name, self.read(name)


def _content(stored: Any) -> bytes:
    with stored.open("rb") as file:
        return file.read()


def _rendition(image: Any, spec: str) -> bytes:
    rendition = image.get_rendition(spec)
    try:
        return _content(rendition.file)
    except OSError:
        # Only what was made from the picture is lost: make it again.
        rendition.delete()
        return _content(image.get_rendition(spec).file)
