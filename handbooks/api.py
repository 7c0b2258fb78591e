"""Pictures in the programming interface."""

from typing import Any

from rest_framework.fields import Field

from cms.core.routing.addresses import full_address

SPEC = "width-1280|format-webp"


class PictureField(Field):
    """A picture with what its use demands: address, size, author and licence; nothing where there is none."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        """Return the picture in one size for screens, a drawing as it is."""
        file = value if value.is_svg() else value.get_rendition(SPEC)
        return {
            "url": full_address(value.file.url if value.is_svg() else file.url),
            "width": file.width,
            "height": file.height,
            "author": value.author,
            "licence": value.licence,
        }
