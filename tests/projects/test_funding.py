"""What a funding programme demands to be shown, filled in for a project and in the reader's language."""

import uuid

import pytest

from cms.projects.funding import funding_of
from tests.factories import (
    FundingProgrammeFactory,
    HomePageFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    picture,
)
from tests.factories.translations import translate


@pytest.fixture
def project(home):
    """Make a live project with a programme that says the given texts."""

    def make(contract_number="BG-01", beneficiary="РМА", **texts):
        return ProjectPageFactory(
            parent=ProjectIndexPageFactory(parent=home, slug="projects"),
            title="Мостове",
            slug="bridges",
            contract_number=contract_number,
            beneficiary=OrganisationFactory(name=beneficiary) if beneficiary else None,
            programme=FundingProgrammeFactory(**texts),
        )

    return make


def funding(page, language="bg"):
    return funding_of(page.translation_key, language)


@pytest.mark.parametrize("field", ["statement", "disclaimer", "compact"])
def test_every_text_has_its_placeholders_filled_in(project, field):
    page = project(**{field: "{beneficiary} · {contract_number} · {project}"})

    assert getattr(funding(page), field) == "РМА · BG-01 · Мостове"


def test_what_is_filled_in_keeps_its_direction_in_a_text_from_right_to_left(project, home):
    page = project(compact="{contract_number}.")
    translate(home, "ar")

    assert funding(page, "ar").compact == "\u2068BG-01\u2069."
    assert funding(page, "en").compact == "BG-01."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{unknown} и {project}", "{unknown} и Мостове"),
        ("{} {project}", "{} Мостове"),
        ("{0} {project}", "{0} Мостове"),
        ("{ {project}", "{ Мостове"),
        ("} {project}", "} Мостове"),
        ("{{project}}", "{Мостове}"),
        ("{project.__class__}", "{project.__class__}"),
        ("{project!r:>999}", "{project!r:>999}"),
        ("без нищо", "без нищо"),
        ("", ""),
    ],
)
def test_anything_else_in_braces_stays_as_it_was_typed(project, typed, shown):
    assert funding(project(disclaimer=typed)).disclaimer == shown


def test_a_placeholder_of_something_that_is_not_entered_is_filled_with_nothing(project):
    page = project(contract_number="", beneficiary=None, statement="[{beneficiary}{contract_number}]")

    assert funding(page).statement == "[]"


def test_what_fills_a_placeholder_is_not_read_for_placeholders_itself(project):
    page = project(contract_number="{project}", statement="{contract_number}")

    assert funding(page).statement == "{project}"


def test_texts_and_names_come_in_the_readers_language(project, home, locale):
    page = project(statement="{beneficiary}: {project}")
    FundingProgrammeFactory(
        locale=locale("en"), translation_key=page.programme.translation_key, statement="By {beneficiary}: {project}"
    )
    OrganisationFactory(locale=locale("en"), translation_key=page.beneficiary.translation_key, name="RDA")
    translate(home, "en")
    translate(page.get_parent().specific, "en")
    translate(page, "en", {"Мостове": "Bridges"})

    assert funding(page, "en").statement == "By RDA: Bridges"
    assert funding(page, "en").project_url == "/en/projects/bridges/"
    assert funding(page, "bg").statement == "РМА: Мостове"


def test_where_the_project_has_no_page_in_the_language_its_own_name_stands_without_a_link(project):
    page = project(statement="{project}")

    assert funding(page, "uk").statement == "Мостове"
    assert funding(page, "uk").project_url == ""


def test_easy_language_falls_back_to_the_full_languages_wording(project, locale):
    page = project(compact="Кратко.")

    assert funding(page, "bg-simple").compact == "Кратко."


def test_numbers_stand_on_the_source_page_and_are_read_from_a_translation_too(project, home):
    page = project(statement="{contract_number}")
    translate(home, "en")
    translate(page.get_parent().specific, "en")
    english = translate(page, "en")

    assert english.translation_key == page.translation_key
    assert funding(english, "en").statement == "BG-01"


def test_without_project_or_programme_there_is_nothing_to_show(home):
    page = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home))

    assert funding_of(None, "bg") is None
    assert funding_of(uuid.uuid4(), "bg") is None
    assert funding(page) is None


def test_it_costs_nothing_when_it_was_read_before(project, django_assert_num_queries):
    page = project()
    funding(page)

    with django_assert_num_queries(0):
        funding(page)


@pytest.mark.parametrize(
    ("emblem", "shown"),
    [("eu", '<svg class="emblem"'), ("logo", '<img class="emblem"'), ("none", "")],
)
def test_the_emblem_is_the_unions_the_programmes_own_or_none(client, project, emblem, shown):
    logo = picture("logo.png", (40, 30)) if emblem == "logo" else None
    project(emblem=emblem, logo=logo)

    html = client.get("/bg/projects/bridges/").content.decode()

    assert ('class="emblem"' in html) is bool(shown)
    assert shown in html


def test_project_and_home_pages_show_the_whole_statement_before_their_text(client, home, project, committed):
    page = project(statement="Цялото изявление.")
    with committed():
        home.project = page
        home.save_revision().publish()

    for address in ("/bg/", "/bg/projects/bridges/"):
        html = client.get(address).content.decode()
        assert "Цялото изявление." in html.split("<main", 1)[0]


def test_texts_are_escaped(client, project):
    project(statement="<script>alert(1)</script> {project}")

    html = client.get("/bg/projects/bridges/").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_another_home_page_of_the_same_project_reads_it_too(home, project):
    page = project(compact="Кратко.")
    other = HomePageFactory(parent=home.get_parent(), slug="second", locale=home.locale, project=page)

    assert funding(other.project).compact == "Кратко."
