"""Answers and progress.

Everything is keyed on content: `content_key` is the `translation_key` of the chapter, `course_key` that of the course,
`block_id` the id of the question's block. So switching the language, renaming and moving lose nothing.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.learners.models import Learner

from .querysets import AttemptQuerySet, LessonProgressQuerySet


class QuestionVersion(models.Model):
    """What was asked: a snapshot of a question in one language, as somebody answered it."""

    content_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["content_key", "block_id", "language", "digest"], name="one_version_of_a_question"
            )
        ]

    def __str__(self) -> str:
        return str(self.content["text"])


class Attempt(models.Model):
    """One answer. `number` counts a learner's answers to a question in a course from 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="attempts")
    course_key = models.UUIDField()
    content_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    answer = models.JSONField()
    # None where nothing is right or wrong.
    is_right = models.BooleanField(null=True)
    hint_used = models.BooleanField(default=False)
    answered_at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key", "content_key", "block_id", "number"], name="one_answer_a_try"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.number}"

    @property
    def in_words(self) -> list[str]:
        """What was answered, in the words that stood there then: the options chosen, the text, the ending reached."""
        asked = self.version.content
        chosen = {*self.answer.get("options", []), self.answer.get("ending")}
        found = [
            part["text"] for part in (*asked.get("options", []), *asked.get("endings", [])) if part["id"] in chosen
        ]
        return [self.answer["text"]] if "text" in self.answer else found


class LessonProgress(models.Model):
    """How far a learner has come in a lesson. What was finished once stays finished."""

    REASONS = [("done", _("read and answered")), ("recognised", _("recognised by a trainer"))]

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="lessons")
    course_key = models.UUIDField()
    content_key = models.UUIDField()
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    # The criterion in force when the lesson was finished: which questions had to be answered.
    criterion = models.JSONField(default=dict, blank=True)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [
            models.UniqueConstraint(fields=["learner", "course_key", "content_key"], name="one_progress_a_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.content_key}"
