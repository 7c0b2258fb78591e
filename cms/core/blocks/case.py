"""The case: a situation in which one decides, step by step, and sees where it leads."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.exercises.graph import case_problems

from .base import ContentBlock, ContentValue, Problem, picture_fields, picture_problems


class ChoiceBlock(ContentBlock):
    """One thing to do, and the number of the place where it leads."""

    text = blocks.CharBlock(max_length=200, label=_("What one can do"))
    goes_to = blocks.IntegerBlock(min_value=1, label=_("Leads to number"))

    class Meta:
        icon = "arrow-right"
        label = _("Choice")


class NodeBlock(ContentBlock):
    """A place in the case where one has to decide."""

    number = blocks.IntegerBlock(min_value=1, label=_("Number"))
    text = blocks.TextBlock(rows=3, label=_("What happens"))
    choices = blocks.ListBlock(ChoiceBlock(), min_num=1, label=_("Choices"))

    class Meta:
        form_layout = ["number", "text", "picture", "picture_alt", "choices"]
        icon = "radio-empty"
        label = _("Decision")

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)


class EndingBlock(ContentBlock):
    """How the case can end, and what to learn from it."""

    number = blocks.IntegerBlock(min_value=1, label=_("Number"))
    text = blocks.TextBlock(rows=3, label=_("How it ends"))
    lesson = blocks.TextBlock(rows=3, label=_("What to learn from it"))
    is_good = blocks.BooleanBlock(required=False, label=_("A good ending"))

    class Meta:
        form_layout = ["number", "text", "picture", "picture_alt", "lesson", "is_good"]
        icon = "radio-full"
        label = _("Ending")

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)


class Step(NamedTuple):
    """A decision or ending as it is shown: the block, and the number of the only decision that leads to it (None if
    there are several or none).
    """

    node: Any
    back: int | None


class CaseValue(ContentValue):
    """What can be derived from a case."""

    @property
    def steps(self) -> list[Step]:
        """The decisions and endings with the way back."""
        ways: dict[int | None, set[int | None]] = {}
        for node in self["nodes"]:
            for choice in node.value.get("choices") or []:
                ways.setdefault(choice.get("goes_to"), set()).add(node.value.get("number"))
        return [
            Step(node, next(iter(found)) if len(found := ways.get(node.value.get("number"), set())) == 1 else None)
            for node in self["nodes"]
        ]


class CaseBlock(ContentBlock):
    """A case to walk through."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    situation = blocks.TextBlock(rows=4, label=_("Situation"))
    is_scored = blocks.BooleanBlock(
        required=False, label=_("The ending counts"), help_text=_("Leave empty: a case is there to try things out.")
    )
    nodes = blocks.StreamBlock(
        [("node", NodeBlock()), ("ending", EndingBlock())],
        label=_("Decisions and endings"),
        help_text=_("The first one is where the case begins. Each has a number; choices lead to numbers."),
    )

    class Meta:
        form_layout = ["title", "situation", "picture", "picture_alt", "is_scored", "nodes"]
        icon = "site"
        label = _("Case")
        template = "core/blocks/case.html"
        value_class = CaseValue
        description = _(
            "A story in which the reader decides what to do and sees where it leads. It may end in several ways."
        )
        preview_value = {
            "title": _("The first day at school"),
            "situation": _("Amina comes to the school with her son."),
            "nodes": [
                (
                    "node",
                    {
                        "number": 1,
                        "text": _("The secretary is busy."),
                        "choices": [{"text": _("Wait and ask"), "goes_to": 2}],
                    },
                ),
                ("ending", {"number": 2, "text": _("The boy is enrolled."), "lesson": _("Asking twice is fine.")}),
            ],
        }

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value) + [Problem(*found) for found in case_problems(value["nodes"])]
