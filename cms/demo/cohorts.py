"""Cohorts of the demo, from `content/cohorts.yaml`: made by the services that trainers and learners use."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.core.exercises.marking import is_right_choice, right_options
from cms.core.exercises.walk import Exercise, walk_exercises
from cms.projects.models import Place, ProjectPage
from courses.cohorts.models import ActionPlan, Attendance, Cohort, Membership, Mentoring, Session
from courses.cohorts.services import Mark, add_people, note_attendance
from courses.practice.services import record_answer, record_progress
from handbooks.models import ChapterPage

from . import files

PRESENT = "present"
OTHER_STATUSES = [status for status, _label in Attendance.STATUSES if status != PRESENT]


def load_cohort(row: dict[str, Any], lessons: Sequence[str]) -> None:
    """Make a cohort as its row says, all of it or nothing; one that is there stays as it is.

    `lessons` are the paths of its course's chapters.
    """
    if not Cohort.objects.filter(join_code=row["join_code"]).exists():
        with transaction.atomic():
            CohortBuilder(row, lessons).build()


class CohortBuilder:
    """Builds one cohort."""

    def __init__(self, row: dict[str, Any], lessons: Sequence[str]):
        self.row = row
        self.lessons = lessons
        self.today = timezone.localdate()
        self.trainer = get_user_model().objects.get(email=row["trainer"])

    def build(self) -> None:
        """Make the cohort, its people and what they have learned, its sessions and their rosters."""
        row = self.row
        cohort = Cohort.objects.create(
            name=row["name"],
            join_code=row["join_code"],
            course_key=files.page_key(row["course"]),
            project=self.source(ProjectPage, files.page_key(row["project"])) if "project" in row else None,
            place=self.place(row),
            starts_on=self.day(row["begins"]),
            ends_on=self.day(row["ends"]),
            seats=row["seats"],
            is_open=row["is_open"],
        )
        cohort.trainers.add(self.trainer)
        names = [member["name"] for member in row["members"]]
        add_people(cohort=cohort, names=names, form_id=files.snippet_key("cohorts", row["join_code"]))
        members = {str(membership): membership for membership in cohort.members.select_related("cohort", "learner")}
        for member in row["members"]:
            self.learn(members[member["name"]], member)
            self.keep_records(members[member["name"]], member)
        for session in row["sessions"]:
            self.meet(cohort, session, members)

    def day(self, number: int) -> date:
        """Return a day that is counted from today."""
        return self.today + timedelta(days=number)

    def source(self, model: Any, key: UUID) -> Any:
        """Return a page or snippet in the source language."""
        return model.objects.get(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)

    def place(self, row: dict[str, Any]) -> Place:
        """Return the place that a row names."""
        return self.source(Place, files.snippet_key("places", row["place"]))

    def meet(self, cohort: Cohort, row: dict[str, Any], members: dict[str, Membership]) -> None:
        """Make a session; keep its roster if it is over."""
        session = Session.objects.create(
            cohort=cohort,
            on=self.day(row["day"]),
            place=self.place(row),
            topic=row["topic"],
            chapter_keys=[str(files.page_key(path)) for path in row.get("chapters", [])],
        )
        if session.on < self.today:
            marks = {membership.pk: Mark("", PRESENT) for membership in members.values()}
            for status in OTHER_STATUSES:
                marks |= {members[name].pk: Mark("", status) for name in row.get(status, [])}
            note_attendance(session=session, by=self.trainer, marks=marks)

    def keep_records(self, membership: Membership, row: dict[str, Any]) -> None:
        """Keep what a mentor and a member agreed on, and the member's plans of action."""
        for visit in row.get("mentoring", []):
            Mentoring.objects.create(
                membership=membership,
                on=self.day(visit["day"]),
                mentor=visit["mentor"],
                place=self.place(visit),
                agreed=visit["agreed"],
            )
        for plan in row.get("plans", []):
            ActionPlan.objects.create(
                membership=membership,
                problem=plan["problem"],
                steps=plan["steps"],
                by_when=self.day(plan["by_when"]),
                result=plan.get("result", ""),
            )

    def learn(self, membership: Membership, row: dict[str, Any]) -> None:
        """Let a member finish lessons, and answer a question of the next one wrong."""
        language = row.get("language", settings.LANGUAGE_CODE)
        finished, wrong = row.get("finished", 0), row.get("wrong", 0)
        for path in self.lessons[:finished]:
            lesson = LessonOfMember(membership, path, language)
            for exercise in lesson.exercises:
                if exercise.kind == "choice_question" and row.get("second_try"):
                    lesson.answer(exercise, wrong_answer(exercise))
                lesson.answer(exercise, right_answer(exercise, self.row["writes"]))
            lesson.note(was_read=True)
        if wrong:
            lesson = LessonOfMember(membership, self.lessons[finished], language)
            question = next(one for one in lesson.exercises if one.kind == "choice_question")
            for _time in range(wrong):
                lesson.answer(question, wrong_answer(question))
            lesson.note()


class LessonOfMember:
    """A lesson that a member takes in a language."""

    def __init__(self, membership: Membership, path: str, language: str):
        chapter = ChapterPage.objects.get(translation_key=files.page_key(path), locale__language_code=language)
        self.exercises = list(walk_exercises(chapter.body))
        self.language = language
        self.tries: Counter[str] = Counter()
        self.whose = {
            "learner": membership.learner,
            "course_key": membership.cohort.course_key,
            "content_key": chapter.translation_key,
        }

    def answer(self, exercise: Exercise, answer: dict[str, Any]) -> None:
        """Give an answer."""
        self.tries[exercise.id] += 1
        is_choice = exercise.kind == "choice_question"
        record_answer(
            exercise=exercise,
            answer=answer,
            is_right=is_right_choice(exercise.value, answer["options"]) if is_choice else None,
            number=self.tries[exercise.id],
            language=self.language,
            **self.whose,
        )

    def note(self, was_read: bool = False) -> None:
        """Note how far the member has come; whoever has read the lesson and answered everything has finished it."""
        record_progress(exercise_ids=[exercise.id for exercise in self.exercises], was_read=was_read, **self.whose)


def right_answer(exercise: Exercise, text: str) -> dict[str, Any]:
    """Return the right answer to a question, the good ending of a case, or the text written to an open question."""
    if exercise.kind == "choice_question":
        return {"options": sorted(right_options(exercise.value))}
    if exercise.kind == "open_question":
        return {"text": text}
    endings = [node for node in exercise.value["nodes"] if node.block_type == "ending"]
    return {"ending": next(node.id for node in endings if node.value["is_good"])}


def wrong_answer(question: Exercise) -> dict[str, Any]:
    """Return a wrong answer to a choice question."""
    return {"options": [next(o.id for o in question.value.bound_options if not o.value["is_right"])]}
