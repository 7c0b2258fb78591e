"""What a funding programme demands to be shown, filled in for a project and in the reader's language."""

import math
import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from cms.projects.funding import funding_of
from cms.projects.models import FundingProgramme
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


@pytest.mark.parametrize("field", FundingProgramme.TEMPLATES)
def test_every_text_has_its_placeholders_filled_in(project, field):
    placeholders = " · ".join(f"{{{name}}}" for name in FundingProgramme.PLACEHOLDERS)
    page = project(fund="Фонд", managing_authority="Орган", **{field: placeholders})

    assert getattr(funding(page), field) == "РМА · BG-01 · Мостове · Орган · Фонд"


def test_documents_have_a_wording_of_their_own_or_the_sites(project):
    page = project(statement="Сайт.", disclaimer="Мнение на сайта.", document_statement="Документ.")

    assert funding(page).statement == "Сайт."
    assert funding(page).document_statement == "Документ."
    assert funding(page).document_disclaimer == "Мнение на сайта."


@pytest.mark.parametrize(("state", "is_funded"), [("proposed", False), ("submitted", False), ("contracted", True)])
def test_who_only_asked_for_money_does_not_say_that_it_was_given(project, state, is_funded):
    page = project()
    page.state = state
    page.save_revision().publish()

    assert bool(funding(page)) is is_funded


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


# The Union's emblem: Regulation (EU) 2021/1060, Annex IX


def test_the_emblem_has_its_twelve_stars_at_the_hours():
    emblem = BeautifulSoup(render_to_string("projects/emblem.html", {"funding": {"emblem": "eu"}}), "xml")
    _left, _top, width, height = map(float, emblem.svg["viewBox"].split())
    first = corners(emblem.find(id="star")["d"])
    middle = (sum(x for x, _y in first[::2]) / 5, sum(y for _x, y in first[::2]) / 5)
    moves = [(0.0, 0.0), *((float(use.get("x", 0)), float(use.get("y", 0))) for use in emblem.find_all("use"))]

    assert width / height == 3 / 2
    assert emblem.path["fill"] == "#039"
    assert emblem.g["fill"] == "#fc0"
    hours = sorted(
        (
            width / 2 + height / 3 * math.sin(math.tau * hour / 12),
            height / 2 - height / 3 * math.cos(math.tau * hour / 12),
        )
        for hour in range(12)
    )
    stars = sorted((middle[0] + x, middle[1] + y) for x, y in moves)
    assert len(stars) == 12
    for hour, star in zip(hours, stars, strict=True):
        assert star == pytest.approx(hour, abs=0.01)
    assert first[0] == pytest.approx((middle[0], middle[1] - height / 18), abs=0.01), "a star stands on two points"
    for corner, (x, y) in enumerate(first):
        radius = height / 18 * (1 if corner % 2 == 0 else (3 - math.sqrt(5)) / 2)
        angle = math.tau * corner / 10
        expected = (middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle))
        assert (x, y) == pytest.approx(expected, abs=0.01)


def corners(path):
    """Return the corners of a path of moves and lines, absolute (M, L) and relative (l, h)."""
    points = []
    for command, numbers in re.findall(r"([MLlhz])([^MLlhz]*)", path):
        values = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        steps = (
            [(value, 0.0) for value in values] if command == "h" else list(zip(values[::2], values[1::2], strict=True))
        )
        for x, y in steps:
            points.append((x, y) if command in "ML" else (points[-1][0] + x, points[-1][1] + y))
    return points
