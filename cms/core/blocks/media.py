"""Pictures and recordings."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtailmedia.blocks import AbstractMediaChooserBlock

from .base import PROSE_FEATURES, ContentBlock, ContentValue, KeptRowsMixin, picture_fields, picture_problems


class PictureBlock(ContentBlock):
    """A picture that explains the text beside it."""

    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        form_layout = ["picture", "picture_alt", "caption"]
        icon = "image"
        label = _("Picture")
        template = "core/blocks/picture.html"
        description = _(
            "A picture that helps to understand the text. Please no text inside the picture: it can't be translated."
        )
        preview_value = {"caption": _("What to take with you")}

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields(required=True)], **kwargs)

    def problems(self, value):
        return picture_problems(value)

    def get_preview_value(self):
        """Show the newest picture of the site as the example."""
        value = super().get_preview_value()
        value["picture"] = get_image_model().objects.order_by("-pk").first()
        return value


class MediaChooserBlock(KeptRowsMixin, AbstractMediaChooserBlock):
    """Chooses an audio or video file."""

    def render_basic(self, value, context=None):
        return str(value or "")


class RecordingValue(ContentValue):
    """What can be derived from a recording."""

    @property
    def size(self) -> int | None:
        """Bytes of the file; None where there is none or its store can't say: the transcript is read all the same."""
        try:
            return self["media"].file.size if self["media"] else None
        except Exception:  # each kind of store has its own
            return None


class RecordingBlock(ContentBlock):
    """Audio or video with everything that is said or shown in it as text."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    media = MediaChooserBlock(label=_("Audio or video file"))
    transcript = blocks.RichTextBlock(
        features=PROSE_FEATURES,
        label=_("Transcript"),
        help_text=_("What is said and what one sees, as text: for deaf people and for everybody who saves data."),
    )

    class Meta:
        icon = "media"
        label = _("Audio or video")
        template = "core/blocks/recording.html"
        value_class = RecordingValue
        description = _(
            "A recording with its transcript. It is loaded only when a reader presses play; its size is shown."
        )
        preview_value = {"title": _("A greeting"), "transcript": _("<p>Good morning.</p>")}
