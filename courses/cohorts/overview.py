"""A trainer's view of a cohort: who is where, who needs help now, which questions are hard. Reads only.

The number of queries depends neither on the members nor on the lessons.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from courses.lessons import Plan, PlannedLesson, plan_of
from courses.models import CoursePage
from courses.practice.models import Attempt, LessonProgress, QuestionVersion

from .models import Cohort, Membership

# So many wrong answers in a row, with no right one since, are a call for help.
WRONG_IN_A_ROW = 2


class Stuck(NamedTuple):
    """A question that somebody answered wrong last."""

    lesson: PlannedLesson
    question: str
    at: datetime


class Standing(NamedTuple):
    """Where a member is in the course. `states` has a word for each lesson: finished, begun or none; `attended` says at
    how many sessions they were present.
    """

    membership: Membership
    attended: int
    states: list[str]
    last_at: datetime | None
    stuck: list[Stuck]

    @property
    def finished(self) -> int:
        """How many lessons are finished."""
        return self.states.count("finished")

    @property
    def group(self) -> str:
        """Where to list them: whoever finished everything needs no help, whatever the last answers were."""
        if self.states and self.finished == len(self.states):
            return "finished"
        if self.stuck:
            return "help"
        return "under_way" if self.last_at else "not_begun"


class QuestionNumbers(NamedTuple):
    """How members did on a question: how many answered it, right at once, right in the end, and wrong last."""

    text: str
    answered: int
    right_first: int
    right: int
    wrong: int


class LessonNumbers(NamedTuple):
    """How many members began and finished a lesson, and how its questions went."""

    lesson: PlannedLesson
    begun: int
    finished: int
    questions: list[QuestionNumbers]


class Overview(NamedTuple):
    """A cohort as its trainer sees it. Without a plan the course is live in no language."""

    plan: Plan | None
    standings: list[Standing]
    lessons: list[LessonNumbers]

    def group(self, name: str) -> list[Standing]:
        """Return the members of a group, in the order of the roll."""
        return [standing for standing in self.standings if standing.group == name]


def plan_for(cohort: Cohort, language: str) -> Plan | None:
    """Return the plan of a cohort's course in a language, else in another one that it is live in."""
    pages = {
        page.locale.language_code: page
        for page in CoursePage.objects.live().filter(translation_key=cohort.course_key).select_related("locale")
    }
    wanted = [code for code in (language, settings.LANGUAGE_CODE, *sorted(pages)) if code in pages]
    return plan_of(pages[wanted[0]]) if wanted else None


def overview_of(cohort: Cohort, language: str) -> Overview:
    """Return a cohort's overview with titles and questions in a language, as far as they exist in it."""
    plan = plan_for(cohort, language)
    lessons = plan.lessons if plan else []
    members = list(cohort.members.by_name().with_attendance())
    learners = [member.learner_id for member in members]
    progress: dict[UUID, dict[UUID, LessonProgress]] = defaultdict(dict)
    for row in LessonProgress.objects.of_learners(learners, cohort.course_key):
        progress[row.learner_id][row.content_key] = row
    attempts = Attempt.objects.judged(learners, cohort.course_key, [lesson.key for lesson in lessons])
    texts = _texts([lesson.key for lesson in lessons], language)
    by_learner = defaultdict(list)
    by_lesson = defaultdict(list)
    for attempt in attempts:
        by_learner[attempt.learner_id].append(attempt)
        by_lesson[attempt.content_key].append(attempt)
    standings = [
        _standing(member, lessons, progress[member.learner_id], by_learner[member.learner_id], texts)
        for member in members
    ]
    numbers = []
    for place, lesson in enumerate(lessons):
        states = Counter(standing.states[place] for standing in standings)
        numbers.append(
            LessonNumbers(
                lesson,
                states["begun"] + states["finished"],
                states["finished"],
                _question_numbers(by_lesson[lesson.key], texts),
            )
        )
    return Overview(plan, standings, numbers)


def _texts(keys: Sequence[UUID], language: str) -> dict[tuple[UUID, str], str]:
    """Return what was asked, by chapter and block: in a language if somebody answered in it, else in another one."""
    versions = QuestionVersion.objects.filter(content_key__in=keys, kind="choice_question").order_by("pk")
    wanted = sorted(versions, key=lambda version: version.language == language)
    return {(version.content_key, version.block_id): str(version) for version in wanted}


def _standing(
    membership: Any,
    lessons: Sequence[PlannedLesson],
    progress: dict[UUID, LessonProgress],
    attempts: Sequence[Attempt],
    texts: dict[tuple[UUID, str], str],
) -> Standing:
    rows = [progress.get(lesson.key) for lesson in lessons]
    states = ["finished" if row and row.finished_at else "begun" if row else "none" for row in rows]
    wrong: list[Attempt] = []
    for attempt in attempts:
        wrong = [] if attempt.is_right else [*wrong, attempt]
    stuck: dict[tuple[UUID, str], Stuck] = {}
    if len(wrong) >= WRONG_IN_A_ROW:
        places = {lesson.key: lesson for lesson in lessons}
        for attempt in wrong:
            key = (attempt.content_key, attempt.block_id)
            stuck[key] = Stuck(places[attempt.content_key], texts.get(key, ""), attempt.answered_at)
    last_at = max((row.last_at for row in progress.values()), default=None)
    return Standing(membership, membership.attended, states, last_at, list(stuck.values()))


def _question_numbers(attempts: Sequence[Attempt], texts: dict[tuple[UUID, str], str]) -> list[QuestionNumbers]:
    given: dict[tuple[UUID, str], dict[UUID, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for attempt in attempts:
        given[attempt.content_key, attempt.block_id][attempt.learner_id].append(bool(attempt.is_right))
    numbers = [
        QuestionNumbers(
            texts.get(key, ""),
            len(answers),
            sum(first for first, *_later in answers.values()),
            sum(any(answer) for answer in answers.values()),
            sum(not answer[-1] for answer in answers.values()),
        )
        for key, answers in given.items()
    ]
    return sorted(numbers, key=lambda row: (-row.wrong, -row.answered, row.text))
