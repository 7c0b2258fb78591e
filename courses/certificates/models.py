"""Course checks and certificates. Like all records of learners they hang on content keys, not on rows of pages."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.routing.addresses import address_in, full_address
from courses.learners.models import Learner

from .drawing import QuestionKey
from .querysets import CertificateQuerySet, CourseCheckQuerySet


def new_number() -> str:
    """Return a random number, `1234-5678-9012-3456`: whoever has it may see the certificate, so it can't be guessed.

    Digits, for the same reasons as in resume codes.
    """
    return "-".join(f"{secrets.randbelow(10_000):04}" for _group in range(4))


class CourseCheck(models.Model):
    """Questions that were drawn for a learner from a course's lessons. The first answers count, and are the last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="checks")
    course_key = models.UUIDField()
    language = models.CharField(max_length=20)
    # In percent, as it was in force when the questions were drawn.
    pass_mark = models.PositiveSmallIntegerField()
    # Pairs of a chapter's key and a block's id.
    questions = models.JSONField()
    # Once answered: what was asked, what was chosen, and whether that was right.
    answers = models.JSONField(default=list)
    drawn_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    has_passed = models.BooleanField(default=False)

    objects = CourseCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("course check")
        verbose_name_plural = _("course checks")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"], condition=models.Q(answered_at=None), name="one_open_check_a_course"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.drawn_at:%Y-%m-%d}"

    @property
    def keys(self) -> list[QuestionKey]:
        """The questions that were drawn."""
        return [QuestionKey(*pair) for pair in self.questions]

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for its answers."""
        return self.answered_at is None

    @property
    def right(self) -> int:
        """How many questions were answered right."""
        return sum(answer["is_right"] for answer in self.answers)


class Certificate(models.Model):
    """What somebody can show of a course.

    Everything on it is written down when it is issued: later changes of the course, the criterion or the learner don't
    touch it. It stays when the learner's records are deleted.
    """

    REASONS = [
        ("check", _("course check passed")),
        ("attendance", _("attended")),
        ("trainer", _("recognised by a trainer")),
    ]

    number = models.CharField(_("number"), max_length=19, unique=True, default=new_number, editable=False)
    learner = models.ForeignKey(Learner, models.SET_NULL, null=True, blank=True, related_name="certificates")
    course_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    course = models.CharField(_("course"), max_length=255)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    outcomes = models.JSONField(_("what was learned"), default=list, blank=True)
    organisation = models.CharField(_("issued by"), max_length=255)
    funding = models.TextField(_("funding statement"), blank=True)
    disclaimer = models.TextField(_("disclaimer"), blank=True)
    emblem = models.CharField(max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=REASONS)
    # By reason. Of a check: `right`, `total`, `pass_mark`. Of attendance: sessions `present` and in `total`, percent
    # `needed`. Of a trainer: `by`, `note`.
    criterion = models.JSONField(_("criterion"), default=dict, blank=True)
    # What it was issued for (a check's id): the same isn't rewarded twice, whoever the learner is by then.
    ground = models.UUIDField()
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    # Wagtail would look for pages and pictures that it refers to each time one is issued.
    wagtail_reference_index_ignore = True

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        # They are issued by services, and not deleted but revoked.
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["ground", "language"], condition=models.Q(revoked_at=None), name="one_valid_certificate"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"

    @property
    def address(self) -> str:
        """The full address of its verification page, in its own language."""
        return full_address(address_in(self.language, "certificate", self.number))
