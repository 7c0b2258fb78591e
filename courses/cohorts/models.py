"""Cohorts of a course: who learns together, where and when, who was there, and what was agreed.

A cohort names its course, and a session its chapters, by content key: so neither hangs on a page's row or language.
"""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.projects.models.organisations import in_source_language
from courses.learners.models import Learner

from .querysets import AttendanceQuerySet, CohortQuerySet, MembershipQuerySet, SessionQuerySet

TRAINERS = "Trainer"
# Digits, which everybody's keypad has; 10¹⁰ codes for some hundred cohorts.
CODE_LENGTH = 10


def new_join_code() -> str:
    """Return a random code for joining."""
    return "".join(secrets.choice("0123456789") for _position in range(CODE_LENGTH))


def place_field() -> models.ForeignKey:
    """Return a field for the place where something happens."""
    return models.ForeignKey(
        "projects.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("place"),
    )


class Cohort(models.Model):
    """People who take a course together, with trainers."""

    name = models.CharField(_("name"), max_length=200)
    course_key = models.UUIDField(_("course"))
    project = models.ForeignKey(
        "projects.ProjectPage", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    place = place_field()
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="cohorts",
        limit_choices_to={"groups__name": TRAINERS},
        verbose_name=_("trainers"),
        help_text=_("People in the group “Trainer”."),
    )
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    seats = models.PositiveSmallIntegerField(_("seats"), default=24)
    join_code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_join_code, editable=False)
    is_open = models.BooleanField(
        _("open"), default=True, help_text=_("Whoever has the address may join while the cohort is open.")
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("A cohort can't end before it begins.")})


class Session(models.Model):
    """A day on which a cohort meets."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    on = models.DateField(_("date"))
    place = place_field()
    topic = models.CharField(_("topic"), max_length=255)
    # Content keys of the chapters that are worked on.
    chapter_keys = models.JSONField(_("chapters"), default=list, blank=True)
    event = models.ForeignKey(
        "projects.EventPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=in_source_language,
        verbose_name=_("event"),
        help_text=_("If the session is an event of the calendar: whoever is on the roster counts as its participant."),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.topic


class Membership(models.Model):
    """A learner's place in a cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="members")
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["cohort", "learner"], name="one_membership_a_cohort")]

    def __str__(self) -> str:
        return str(self.learner)


class Attendance(models.Model):
    """Whether a member was at a session, and who noted it."""

    STATUSES = [
        ("present", _("present")),
        ("late", _("late")),
        ("absent", _("absent")),
        ("excused", _("excused")),
    ]

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="attendance")
    status = models.CharField(_("attendance"), max_length=10, choices=STATUSES)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["session", "membership"], name="one_attendance_a_session")]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_status_display()}"


class AttendanceEvidence(models.Model):
    """Attendance of somebody whose learner is gone, for the funder of the cohort's project. It says who was there and
    nothing else about them, and leads nowhere else.

    It counts only while the project keeps evidence (`needed`): so it follows the project's date.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="evidence")
    # Whose rows belong together, so that somebody counts once; made for this, and used nowhere else.
    person = models.UUIDField()
    name = models.CharField(_("name"), max_length=200)
    status = models.CharField(_("attendance"), max_length=10, choices=Attendance.STATUSES)
    noted_at = models.DateTimeField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of attendance")
        verbose_name_plural = _("evidence of attendance")
        ordering = ["name", "session__on", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_status_display()}"


class Mentoring(models.Model):
    """A visit of a mentor to a member."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="mentoring")
    on = models.DateField(_("date"))
    mentor = models.CharField(_("mentor"), max_length=200)
    place = place_field()
    agreed = models.TextField(_("agreed steps"))

    class Meta:
        verbose_name = _("mentoring")
        verbose_name_plural = _("mentoring")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.mentor}"


class ActionPlan(models.Model):
    """What a member is going to change at home."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="plans")
    problem = models.TextField(_("problem"))
    steps = models.TextField(_("steps"))
    by_when = models.DateField(_("by when"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["by_when", "pk"]

    def __str__(self) -> str:
        return self.problem
