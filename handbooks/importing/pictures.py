"""The pictures of a file: which can be kept, and how they become pictures of the site."""

import hashlib
import posixpath
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image

from cms.images.models import CustomImage

# What browsers show and Wagtail makes smaller versions of. Not SVG, which may hold scripts.
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
MOST_PIXELS = 40_000_000


class LostPicture(ValueError):
    """A picture that can't be kept; `kind` is the kind of remark."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def picture_hash(content: bytes) -> str:
    """Return the hash that Wagtail keeps with a picture."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def image_type(content: bytes) -> str:
    """Return the extension of a picture after its content, whatever it is called; raises LostPicture."""
    try:
        with Image.open(BytesIO(content), formats=list(EXTENSIONS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise LostPicture("picture_too_large")
            kind = picture.format
            # Only decoding tells whether the rest is there.
            picture.load()
    except LostPicture:
        raise
    except Exception as error:  # each format has its own way to be broken
        raise LostPicture("picture_type") from error
    return EXTENSIONS[str(kind)]


class PictureSource:
    """Reads pictures by the addresses that a file uses for them.

    `archive` holds the files beside the text, None where there are none. Nothing is fetched from elsewhere.
    """

    def __init__(self, archive: Any = None) -> None:
        self.archive = archive

    def read(self, address: str, base: str = "") -> bytes:
        """Return a picture's bytes; `base` is the folder of the page that uses it. Raises LostPicture."""
        if address.startswith("data:"):
            return _from_data(address)
        if "://" in address or address.startswith("//"):
            raise LostPicture("picture_elsewhere")
        name = self.name(address, base)
        if self.archive is None or name not in self.archive:
            raise LostPicture("picture_missing")
        if self.archive.size(name) > settings.IMPORT_MAX_PICTURE_BYTES:
            raise LostPicture("picture_too_large")
        content: bytes = self.archive.read(name)
        return content

    @staticmethod
    def name(address: str, base: str) -> str:
        """Return the name in the archive that an address stands for."""
        return posixpath.normpath(posixpath.join(base, unquote(address.partition("#")[0].partition("?")[0])))


def _from_data(address: str) -> bytes:
    head, _comma, data = address.partition(",")
    if not head.endswith(";base64") or len(data) > settings.IMPORT_MAX_PICTURE_BYTES:
        raise LostPicture("picture_type")
    try:
        return b64decode(data)
    except ValueError as error:
        raise LostPicture("picture_type") from error


def store_picture(*, content: bytes, title: str, user: Any, stored: Callable[[CustomImage], None]) -> CustomImage:
    """Return the site's picture with this content, made if there is none; `stored` is told of a new one."""
    digest = picture_hash(content)
    known = CustomImage.objects.filter(file_hash=digest).first()
    if known is not None:
        return known
    name = f"{slugify(title)[:60] or 'picture'}.{image_type(content)}"
    image = CustomImage(title=title[:255], file_hash=digest, file_size=len(content), uploaded_by_user=user)
    image.file.save(name, ContentFile(content), save=False)
    stored(image)
    image.width, image.height = image.file.width, image.file.height
    image.save()
    return image
