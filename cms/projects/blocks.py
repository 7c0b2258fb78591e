"""What events and action plans are made of: days, photographs, follow-ups, working groups, steps."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks import ContentBlock, Problem, picture_fields, picture_problems
from cms.core.blocks.base import ContentValue


class ProgrammePartBlock(ContentBlock):
    """A part of a day: a talk, a panel, a break."""

    time = blocks.TimeBlock(required=False, label=_("Time"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=3, label=_("What it is about"))
    speakers = blocks.CharBlock(required=False, max_length=255, label=_("Speakers"))

    class Meta:
        icon = "time"
        label = _("Part of the day")


class ProgrammeDayBlock(ContentBlock):
    """A day of an event."""

    on = blocks.DateBlock(required=False, label=_("Date"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    parts = blocks.ListBlock(ProgrammePartBlock(), label=_("Parts of the day"))

    class Meta:
        icon = "date"
        label = _("Day")
        template = "projects/blocks/day.html"
        description = _("What happens on one day, part by part.")
        preview_value = {
            "on": "2026-06-19",
            "title": _("Conference"),
            "parts": [
                {"time": "10:00", "title": _("Opening"), "text": _("Both towns say what they do."), "speakers": ""}
            ],
        }


class ProgrammeStreamBlock(blocks.StreamBlock):
    """The programme of an event by day."""

    day = ProgrammeDayBlock()


class PhotographValue(ContentValue):
    """A photograph and whether the people in it agreed."""

    @property
    def may_be_shown(self) -> bool:
        """Whether somebody noted that it may be published."""
        return bool(self.get("picture") and self.get("consent"))


class PhotographBlock(ContentBlock):
    """A photograph of an event, and that the people in it agreed to be shown."""

    CONSENTS = [
        ("given", _("Everybody in the picture has agreed")),
        ("not_needed", _("Nobody can be recognised in it")),
    ]

    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))
    consent = blocks.ChoiceBlock(
        choices=CONSENTS,
        required=False,
        label=_("Consent"),
        help_text=_("As long as nothing is noted here, the picture is not shown."),
    )

    class Meta:
        form_layout = ["picture", "picture_alt", "consent", "caption"]
        icon = "image"
        label = _("Photograph")
        template = "projects/blocks/photograph.html"
        value_class = PhotographValue
        description = _("A photograph of the event. Note that the people in it agreed to be shown.")
        preview_value = {"caption": _("At the round table"), "consent": "given"}

    def __init__(self, local_blocks: Any = None, **kwargs: Any):
        super().__init__([*(local_blocks or []), *picture_fields(required=True)], **kwargs)

    def problems(self, value: blocks.StructValue) -> list[Problem]:
        found = picture_problems(value)
        if value.get("picture") and not value.get("consent"):
            text = gettext("Note that the people in the picture agreed, or leave the picture out.")
            found.append(Problem(("consent",), text))
        return found


class GalleryStreamBlock(blocks.StreamBlock):
    """Photographs of an event."""

    photograph = PhotographBlock()


class FollowUpBlock(ContentBlock):
    """Something that is to happen afterwards."""

    text = blocks.TextBlock(rows=2, label=_("What is to be done"))
    owner = blocks.CharBlock(required=False, max_length=200, label=_("Who takes care of it"))
    by = blocks.DateBlock(required=False, label=_("By when"))

    class Meta:
        icon = "arrow-right"
        label = _("Follow-up")
        template = "projects/blocks/follow_up.html"
        description = _("What was agreed to be done afterwards, by whom and by when.")
        preview_value = {"text": _("Write to the mayor."), "owner": _("The local group"), "by": "2026-09-30"}


class MeasureBlock(FollowUpBlock):
    """A measure that was proposed for the plans of a region or municipality."""

    class Meta:
        icon = "clipboard-list"
        label = _("Proposed measure")
        template = "projects/blocks/follow_up.html"
        description = _("A measure that was proposed for the plans of the region or municipality.")
        preview_value = {"text": _("An interpreter at the counter."), "owner": _("The municipality"), "by": ""}


class FollowUpStreamBlock(blocks.StreamBlock):
    """What comes out of an event."""

    measure = MeasureBlock()
    follow_up = FollowUpBlock()


class RoleBlock(ContentBlock):
    """A role in a working group."""

    role = blocks.CharBlock(max_length=150, label=_("Role"))
    who = blocks.CharBlock(required=False, max_length=200, label=_("Who"))

    class Meta:
        icon = "user"
        label = _("Role")


class WorkingGroupBlock(ContentBlock):
    """A working group and the roles in it."""

    name = blocks.CharBlock(max_length=200, label=_("Name"))
    task = blocks.TextBlock(required=False, rows=2, label=_("What it works on"))
    roles = blocks.ListBlock(RoleBlock(), label=_("Roles"))

    class Meta:
        icon = "group"
        label = _("Working group")
        template = "projects/blocks/group.html"
        description = _("People who work on one question together, and who does what among them.")
        preview_value = {
            "name": _("Education"),
            "task": _("Children who don't go to school"),
            "roles": [{"role": _("Leader"), "who": _("A leader from the training")}],
        }


class WorkingGroupStreamBlock(blocks.StreamBlock):
    """The working groups of a town."""

    group = WorkingGroupBlock()


class PlanStepBlock(ContentBlock):
    """A step of an action plan."""

    text = blocks.TextBlock(rows=2, label=_("What is to be done"))
    by = blocks.DateBlock(required=False, label=_("By when"))
    done = blocks.BooleanBlock(required=False, label=_("Done"))

    class Meta:
        icon = "check"
        label = _("Step")
        template = "projects/blocks/step.html"
        description = _("One thing to do, by when, and whether it is done.")
        preview_value = {"text": _("Choose a problem that can be solved."), "by": "2026-09-30", "done": True}


class PlanStepStreamBlock(blocks.StreamBlock):
    """The steps of an action plan in their order."""

    step = PlanStepBlock()
