"""Questions: one or several right answers to choose, or an open one."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import ContentBlock, ContentValue, Problem, picture_fields, picture_problems


class OptionBlock(ContentBlock):
    """One possible answer."""

    text = blocks.CharBlock(max_length=200, label=_("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("This answer is right"))
    feedback = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("What we say to it"),
        help_text=_("Why it is right, or what the person may have mixed up. Friendly, one or two sentences."),
    )

    class Meta:
        form_layout = ["text", "picture", "picture_alt", "is_right", "feedback"]
        icon = "check"
        label = _("Answer")

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)


class ChoiceQuestionValue(ContentValue):
    """What can be derived from a choice question."""

    @property
    def several(self) -> bool:
        """Whether more than one answer is right."""
        return sum(bool(option["is_right"]) for option in self["options"]) > 1

    @property
    def bound_options(self) -> list:
        """The options with their ids (`.id`, `.value`)."""
        return list(self["options"].bound_blocks)


class ChoiceQuestionBlock(ContentBlock):
    """A question with two to four answers to choose from."""

    text = blocks.TextBlock(rows=2, label=_("Question"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=4, label=_("Answers"))
    hints = blocks.ListBlock(
        blocks.TextBlock(rows=2, label=_("Hint")), min_num=0, max_num=2, default=[], required=False, label=_("Hints")
    )
    explanation = blocks.TextBlock(
        required=False, rows=3, label=_("Explanation"), help_text=_("Shown at the end, whatever was answered.")
    )

    class Meta:
        form_layout = ["text", "picture", "picture_alt", "options", "hints", "explanation"]
        icon = "help"
        label = _("Question with answers to choose")
        template = "core/blocks/choice_question.html"
        value_class = ChoiceQuestionValue
        description = _(
            "A question to check oneself. Tick every answer that is right; give each answer a friendly word."
        )
        preview_value = {
            "text": _("What do you take with you to the school?"),
            "options": [
                {"text": _("A rental contract"), "is_right": False, "feedback": _("Nobody asks for it.")},
                {"text": _("The child's document and your card"), "is_right": True, "feedback": _("Exactly.")},
            ],
            "hints": [_("It says who the child is.")],
            "explanation": _("With these two documents the school can begin."),
        }

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        found = picture_problems(value)
        for position, option in enumerate(value["options"]):
            found += picture_problems(option, "options", position)
        if not any(option["is_right"] for option in value["options"]):
            found.append(Problem(("options",), gettext("No answer is marked as right. Tick at least one.")))
        return found


class OpenQuestionBlock(ContentBlock):
    """A question to think about; what somebody answers is theirs and is never graded."""

    text = blocks.TextBlock(rows=2, label=_("Question"))
    help = blocks.TextBlock(required=False, rows=2, label=_("What to think of"))

    class Meta:
        form_layout = ["text", "picture", "picture_alt", "help"]
        icon = "edit"
        label = _("Open question")
        template = "core/blocks/open_question.html"
        description = _("A question to think about and answer in one's own words. Nobody grades it.")
        preview_value = {
            "text": _("What will you ask the teacher?"),
            "help": _("Think of the language, the food, the way home."),
        }

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*(local_blocks or []), *picture_fields()], **kwargs)

    def problems(self, value):
        return picture_problems(value)
