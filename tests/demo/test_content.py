"""What the demo content has to be: long enough to be useful, short enough to be read, with every kind of block."""

import re
from itertools import product

import pytest

from cms.core.blocks import ChapterStreamBlock
from cms.demo import files
from cms.demo.blocks import BUILDERS

LANGUAGES = ["bg", "en", "bg-simple", "en-simple", "ar-simple", "uk-simple"]
CHAPTERS = [node.path for node in files.tree() if node.type == "ChapterPage"]
HANDBOOKS = {
    "handbooks/common-cases": LANGUAGES,
    "handbooks/intercultural-competences": ["bg", "en", "bg-simple"],
    "handbooks/public-bodies": ["bg", "en"],
}
LINK = re.compile(r"\]\([^)]*\)")
WORD = re.compile(r"\w[\w’'-]*")


def kind_of(item):
    """Return the type of the block that an item of a file becomes."""
    return next(block_type for name, (block_type, _build) in BUILDERS.items() if name in item)


def kinds(language, chapter):
    """Return the block types of a chapter, one an item."""
    return [kind_of(item) for item in files.page(language, chapter)["body"]]


def words(language, chapter):
    """Return the number of words in a chapter's running text: paragraphs, lists, steps and callouts."""
    texts = []
    for item in files.page(language, chapter)["body"]:
        if kind_of(item) in ("text", "callout"):
            texts.append(item[kind_of(item)])
        elif kind_of(item) in ("list", "steps"):
            texts += [entry["text"] if isinstance(entry, dict) else str(entry) for entry in item[kind_of(item)]]
    return sum(len(WORD.findall(LINK.sub("]", text))) for text in texts)


@pytest.mark.parametrize(("handbook", "count"), list(zip(HANDBOOKS, (8, 4, 3), strict=True)))
def test_each_handbook_has_its_chapters_in_its_languages_and_a_course(handbook, count):
    chapters = [path for path in CHAPTERS if path.startswith(f"{handbook}/")]
    assert len(chapters) == count
    for language, path in product(HANDBOOKS[handbook], [handbook, *chapters, handbook.replace("handbooks", "courses")]):
        assert files.page(language, path), f"{language}/{path}"


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_350_to_700_words(chapter, language):
    assert 350 <= words(language, chapter) <= 700


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_two_questions_or_more_in_every_language(chapter):
    for language in LANGUAGES:
        if files.page(language, chapter):
            assert kinds(language, chapter).count("choice_question") >= 2, language


@pytest.mark.parametrize("language", ["bg", "en"])
def test_three_cases_or_more_can_be_walked_through(language):
    assert sum(kinds(language, chapter).count("case") for chapter in CHAPTERS) >= 3


@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_kind_of_block_is_in_use(language):
    used = {kind for chapter in CHAPTERS for kind in kinds(language, chapter)}
    assert used == set(ChapterStreamBlock().child_blocks)


def test_some_question_has_several_right_options():
    questions = [item for path in CHAPTERS for item in files.page("bg", path)["body"] if "question" in item]
    assert any(sum(bool(option.get("right")) for option in question["options"]) > 1 for question in questions)


def test_three_easy_chapters_or_more_have_a_structure_of_their_own():
    detached = [path for path in CHAPTERS if (files.page("bg-simple", path) or {}).get("mode") == "detached"]
    assert len(detached) >= 3
    for path in detached:
        assert kinds("bg-simple", path) != kinds("bg", path), path


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_questions_and_cases_keep_their_keys_in_every_language(chapter):
    """What somebody answered in one language counts in the others."""

    def exercises(language):
        return {
            (item["key"], *(option["key"] for option in item.get("options", item.get("nodes", []))))
            for item in files.page(language, chapter)["body"]
            if kind_of(item) in ("choice_question", "open_question", "case")
        }

    for language in LANGUAGES:
        if files.page(language, chapter):
            assert exercises(language) == exercises("bg"), language


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_says_who_checked_its_facts_and_when_that_is_due_again(chapter):
    facts = files.page("bg", chapter)["facts"]
    assert facts["checked_by"]
    assert facts["checked_on"] < facts["review_due"]


@pytest.mark.parametrize("chapter", [path for path in CHAPTERS if path.startswith("handbooks/common-cases/")])
def test_what_is_said_of_life_in_bulgaria_has_its_sources(chapter):
    for language in LANGUAGES:
        assert "footnote" in kinds(language, chapter), language


def test_the_course_for_leaders_is_full_of_24_people_in_three_towns():
    leaders = files.cohorts()[0]
    assert leaders["seats"] == len({member["name"] for member in leaders["members"]}) == 24
    assert {session["place"] for session in leaders["sessions"]} == {"blagoevgrad", "plovdiv", "lom"}
