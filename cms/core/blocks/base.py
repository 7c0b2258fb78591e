"""What all blocks share: templates by medium, pictures with their description, errors at the right field."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.template import TemplateDoesNotExist
from django.template.loader import get_template as load_template
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.core.cache import cached
from cms.core.medium import VARIANTS, Medium

INLINE_FEATURES = ["bold", "italic", "link", "name"]
PROSE_FEATURES = ["bold", "italic", "link", "document-link", "name"]


class Problem(NamedTuple):
    """Something to mend before publishing: the way to the field (names and list positions) and a sentence for the
    editor.
    """

    path: tuple[str | int, ...]
    message: str


def validation_error(block: blocks.Block, value: Any, problems: list[Problem]) -> ValidationError:
    """Turn problems of `value` into the nested error that the page editor shows at the fields concerned."""
    here = [problem.message for problem in problems if not problem.path]
    below: dict[Any, list[Problem]] = {}
    for problem in problems:
        if problem.path:
            below.setdefault(problem.path[0], []).append(problem._replace(path=problem.path[1:]))
    if isinstance(block, blocks.StructBlock):
        errors = {
            name: validation_error(block.child_blocks[name], value.get(name), found) for name, found in below.items()
        }
        return StructBlockValidationError(block_errors=errors, non_block_errors=here)
    if isinstance(block, blocks.ListBlock):
        errors = {i: validation_error(block.child_block, value[i], found) for i, found in below.items()}
        return ListBlockValidationError(block_errors=errors, non_block_errors=here)
    if isinstance(block, blocks.StreamBlock):
        errors = {i: validation_error(value[i].block, value[i].value, found) for i, found in below.items()}
        return StreamBlockValidationError(block_errors=errors, non_block_errors=here)
    return ValidationError(here)


def is_blank(text: Any) -> bool:
    """Return whether a rich text says nothing: the editor sends an empty one as an empty paragraph."""
    return not strip_tags(text.source).strip()


def missing_texts(block: blocks.StructBlock, value: blocks.StructValue) -> list[Problem]:
    """Return the required rich texts of a block, its own and those in its lists, that nobody has written.

    Wagtail itself only sees that something was sent.
    """
    found = []
    for name, child in block.child_blocks.items():
        places: list[tuple[tuple[str | int, ...], Any]] = [((name,), value[name])]
        if isinstance(child, blocks.ListBlock):
            places = [((name, position), text) for position, text in enumerate(value[name])]
            child = child.child_block
        if isinstance(child, blocks.RichTextBlock) and child.required:
            message = str(child.field.error_messages["required"])
            found += [Problem(path, message) for path, text in places if is_blank(text)]
    return found


@lru_cache
def template_for(template: str, medium: str) -> str:
    """Return the medium's own variant of a template (`x.print.html` for `x.html`) where there is one, else the
    template.
    """
    for variant in VARIANTS.get(medium, (medium,)):
        name = template.replace(".html", f".{variant}.html")
        try:
            load_template(name)
        except TemplateDoesNotExist:
            continue
        return name
    return template


def in_words(example: Any) -> Any:
    """Return a block's example with its translatable texts in the active language: rich text takes plain ones only."""
    if isinstance(example, Promise):
        return str(example)
    if isinstance(example, dict):
        return {name: in_words(part) for name, part in example.items()}
    if isinstance(example, (list, tuple)):
        return type(example)(in_words(part) for part in example)
    return example


class MediumTemplateMixin:
    """A block whose template may differ by the `medium` in the rendering context."""

    def get_template(self, value: Any = None, context: dict | None = None) -> str | None:
        """Return the template for the context's medium (without one it is the web page's).

        None for a block that has no template, because the block around it shows it.
        """
        template = super().get_template(value, context)  # type: ignore[misc]
        medium = (context or {}).get("medium") or Medium()
        return template_for(template, medium.name) if template else None

    def get_preview_value(self) -> Any:
        """Return the example that editors see, in their language."""
        return self.normalize(in_words(self.meta.preview_value))  # type: ignore[attr-defined]


class ContentValue(blocks.StructValue):
    """A block's value. A text that nobody has written yet is empty, so that no page ever says “None”."""

    def __init__(self, block: blocks.StructBlock, *args: Any):
        super().__init__(block, *args)
        for name, child in block.child_blocks.items():
            if isinstance(child, (blocks.CharBlock, blocks.TextBlock)) and self.get(name, "") is None:
                self[name] = ""


class ContentBlock(MediumTemplateMixin, blocks.StructBlock):
    """Base of our blocks: checks on publishing through `problems`, drafts may be unfinished.

    What a block is for (`description`) is read while choosing it and stands over its fields too.
    """

    class Meta:
        value_class = ContentValue
        description = ""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks, **kwargs)
        self.meta.help_text = self.meta.description

    def problems(self, value: blocks.StructValue) -> list[Problem]:
        """Return what must be mended in `value` before it may be published; an empty list if it is fine."""
        return []

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Validate; outside of drafts also refuse missing texts and what `problems` finds, at the fields concerned."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (found := missing_texts(self, cleaned) + self.problems(cleaned)):
            raise validation_error(self, cleaned, found)
        return cleaned


class KeptRowsMixin:
    """A chooser whose rows are kept until the content changes.

    Wagtail asks the database once for every kind of place in a body that has a picture; this way a page with all of
    them costs no more queries than one with none.
    """

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Return the chosen rows in the order of their keys, None for none."""
        read = super().bulk_to_python  # type: ignore[misc]
        wanted = list(values)
        return cached(f"chosen:{type(self).__name__}:{wanted}", lambda: read(wanted)) if any(wanted) else read(wanted)


class PictureChooserBlock(KeptRowsMixin, ImageChooserBlock):
    """Chooses a picture."""

    def deconstruct(self):
        """Stand in migrations as what it is made from: what is stored doesn't differ."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.images.blocks.ImageChooserBlock", args, kwargs


def picture_fields(required: bool = False) -> list[tuple[str, blocks.Block]]:
    """Return the two fields of a picture: the file and what it shows, for those who can't see it.

    Two plain fields instead of Wagtail's ImageBlock: nested in a list that one breaks wagtail-localize 1.14.
    """
    return [
        ("picture", PictureChooserBlock(required=required, label=gettext_lazy("Picture"))),
        (
            "picture_alt",
            blocks.CharBlock(
                required=False,
                max_length=250,
                label=gettext_lazy("What the picture shows"),
                help_text=gettext_lazy(
                    "One sentence for people who can't see the picture. Say what matters for the text beside it."
                ),
            ),
        ),
    ]


def picture_problems(value: blocks.StructValue, *path: str | int) -> list[Problem]:
    """Return the problem of a picture that nobody has described."""
    if value.get("picture") and not (value.get("picture_alt") or "").strip():
        return [Problem((*path, "picture_alt"), _("Say in one sentence what the picture shows."))]
    return []
