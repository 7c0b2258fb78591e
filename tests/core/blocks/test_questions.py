"""What a question must have before it may be published, and where the editor is told."""

import pytest

from tests.factories import body, choice_question, mistakes, picture


def test_a_question_with_a_right_answer_may_be_published():
    assert mistakes(choice_question(rights=(False, True))) == {}


def test_several_answers_may_be_right():
    assert mistakes(choice_question(rights=(True, True, False, True))) == {}


def test_a_question_without_a_right_answer_is_refused_at_its_answers():
    assert list(mistakes(choice_question(rights=(False, False)))) == [(0, "options")]


@pytest.mark.parametrize("count", [1, 5])
def test_a_question_has_two_to_four_answers(count):
    assert list(mistakes(choice_question(rights=(True,) * count))) == [(0, "options")]


def test_a_question_has_at_most_two_hints():
    kind, question = choice_question()
    question["hints"] = question["hints"] * 3

    assert list(mistakes((kind, question))) == [(0, "hints")]


def test_hints_feedback_and_explanation_may_be_missing():
    kind, question = choice_question(explanation="", hints=[])
    for option in question["options"]:
        option["value"]["feedback"] = ""

    assert mistakes((kind, question)) == {}


@pytest.mark.django_db
def test_every_undescribed_picture_is_named_at_its_own_place_together_with_the_missing_right_answer():
    image = picture().pk
    kind, question = choice_question(rights=(False, False), picture=image)
    question["options"][1]["value"]["picture"] = image

    assert set(mistakes((kind, question))) == {
        (0, "picture_alt"),
        (0, "options", 1, "picture_alt"),
        (0, "options"),
    }


@pytest.mark.django_db
def test_the_place_named_is_that_of_the_second_block_if_the_first_is_fine():
    assert list(mistakes(choice_question(), choice_question(rights=(False, False)))) == [(1, "options")]


def test_an_answer_without_text_is_refused_at_its_text():
    kind, question = choice_question()
    question["options"][0]["value"]["text"] = ""

    assert list(mistakes((kind, question))) == [(0, "options", 0, "text")]


def test_an_unfinished_question_may_be_saved_as_a_draft():
    kind, question = choice_question(text="", rights=(False,))
    question["options"][0]["value"]["text"] = ""

    assert mistakes((kind, question), draft=True) == {}
    assert mistakes((kind, question)) != {}


@pytest.mark.parametrize(("rights", "several"), [((True, False), False), ((True, True), True), ((False, False), False)])
def test_a_question_knows_whether_several_answers_are_right(rights, several):
    assert body(choice_question(rights=rights))[0].value.several is several


def test_answers_keep_the_ids_that_learners_answers_refer_to():
    kind, question = choice_question(rights=(True, False))

    options = body((kind, question))[0].value.bound_options

    assert [option.id for option in options] == [option["id"] for option in question["options"]]
    assert [option.value["text"] for option in options] == ["Option 0", "Option 1"]


@pytest.mark.django_db
def test_an_open_question_may_be_published_without_anything_but_its_text():
    assert mistakes(("open_question", {"text": "What will you ask?", "help": ""})) == {}


@pytest.mark.django_db
def test_an_open_question_with_an_undescribed_picture_is_refused():
    question = {"text": "What do you see?", "help": "", "picture": picture().pk, "picture_alt": " "}

    assert list(mistakes(("open_question", question))) == [(0, "picture_alt")]
