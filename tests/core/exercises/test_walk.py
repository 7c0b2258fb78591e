"""The one way through the exercises of a body."""

from cms.core.exercises.walk import walk_exercises
from tests.factories import body, case, choice_question, rich

OPEN = ("open_question", {"text": "What will you ask?", "help": ""})


def test_exercises_come_in_reading_order_and_nothing_else_does():
    text = body(rich("Read."), case({1: [2]}, endings=(2,)), rich("Think."), OPEN, choice_question())

    assert [exercise.kind for exercise in walk_exercises(text)] == ["case", "open_question", "choice_question"]


def test_an_exercise_is_known_by_the_id_of_its_block():
    text = body(rich("Read."), choice_question())

    (exercise,) = walk_exercises(text)

    assert exercise.id == text[1].id
    assert exercise.value["text"] == "What do you take with you?"


def test_a_body_without_exercises_has_none():
    assert list(walk_exercises(body(rich("Read.")))) == []
