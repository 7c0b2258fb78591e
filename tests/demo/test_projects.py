"""The figures of the five sources, from the demo's files to the public pages in Bulgarian and English."""

import pytest
from django.utils import translation

from cms.projects.countries import COUNTRIES

LANGUAGES = ["bg", "en"]
EASY = ["bg-simple", "en-simple"]
PROJECTS = [
    "capacity-building",
    "roma-up",
    "civic-hacking",
    "regional-cooperation",
    "integration-and-migration",
    "europe-in-the-trap",
    "2imined",
]


def text_of(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture(scope="module")
def project(demo_site):
    """Return the main part of a project's page in a language."""
    return lambda language, slug: demo_site.soup(f"/{language}/projects/{slug}/").main


def facts(main):
    """Return what stands in the lists of facts."""
    return [text_of(fact) for fact in main.select("dl.facts dd")]


def indicators(main):
    """Return the numbers of the table, row by row: each cell's first word. Tables with a sum are about events."""
    rows = main.select("table:not(:has(tfoot)) tbody tr")
    return [[text_of(cell).split()[0] for cell in row.select("td")] for row in rows]


def partners(main):
    """Return the countries and names of the partners."""
    return [text_of(item) for item in main.find_all("ul", class_="list")[-1].find_all("li")]


def country(language, code):
    with translation.override(language):
        return str(dict(COUNTRIES)[code])


@pytest.mark.parametrize("language", [*LANGUAGES, *EASY])
def test_all_projects_are_listed_with_a_page_each_in_easy_language_too(demo_site, language):
    links = {link["href"] for link in demo_site.soup(f"/{language}/projects/").select(".card a")}

    assert links == {f"/{language}/projects/{slug}/" for slug in PROJECTS}
    for link in links:
        assert demo_site.soup(link).select_one("p.lead").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_000_a_meeting_of_two_twin_towns(project, language):
    main = project(language, "europe-in-the-trap")
    strand, measure = {
        "bg": ("Направление 2", "Мярка 2.1 „Побратимяване на градове“"),
        "en": ("Strand 2", "Measure 2.1 “Town twinning”"),
    }[language]

    assert {strand, measure} <= set(facts(main))
    assert indicators(main) == [["259"]]
    assert "2018" in text_of(main.select_one("tbody"))
    assert {"bg": "от 19 до 22 юни 2018", "en": "from 19 to 22 June 2018"}[language] in text_of(main)
    assert "132" in text_of(main)
    assert "127" in text_of(main)
    assert [name.rpartition(", ")[2] for name in partners(main)] == [country(language, code) for code in ("MK", "BG")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_001_a_contract_of_the_integration_fund(project, language):
    main = project(language, "capacity-building")

    assert {"BG EIF 2013/01-05.01", "BG EIF 2013/01"} <= set(facts(main))
    assert any("6" in fact for fact in facts(main))
    assert indicators(main)[:4] == [["250"], ["250"], ["250"], ["3"]]
    assert indicators(main)[4] == ["750", "500"], "how people learn of it: more in test_reports.py"
    assert {"bg": "Хасково", "en": "Haskovo"}[language] in facts(main)
    assert "BG EIF 2013/01-05.01" in text_of(main.find_previous("aside"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_002_a_phase_of_an_erasmus_project_with_its_countries(project, language):
    main = project(language, "2imined")

    assert {"2IMINED", "2016-1-LT01-KA204-023223"} <= set(facts(main))
    assert indicators(main) == [["200"], ["15"]]
    assert "31" in text_of(main.select_one("tbody"))
    assert partners(main)[2:] == [country(language, code) for code in ("BE", "IT", "LV", "LT", "RO")]
    assert "1" in partners(main)[1].split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_003_proposals_and_a_contract(project, language):
    regional, migration, civic = (
        project(language, slug) for slug in ("regional-cooperation", "integration-and-migration", "civic-hacking")
    )

    assert [name.rpartition(", ")[2] for name in partners(regional)] == [
        country(language, code) for code in ("BG", "IT", "FR", "MT", "NO")
    ]
    assert "IECOB" in partners(regional)[1]
    assert "Kaleido-scor" in partners(regional)[2]
    assert partners(migration)[1] == country(language, "IT")
    assert any(fact.startswith("27") and "2018" in fact for fact in facts(civic))
    for proposal in (regional, migration):
        assert not proposal.find_previous("aside"), "nobody funds it yet"
    assert civic.find_previous("aside")


@pytest.mark.parametrize("language", LANGUAGES)
def test_004_three_towns_and_a_chain_of_documents(project, language):
    main = project(language, "roma-up")
    towns = {"bg": "Благоевград, Лом, Пловдив", "en": "Blagoevgrad, Lom, Plovdiv"}[language]

    assert set(towns.split(", ")) == set(
        next(fact for fact in facts(main) if "," in fact and towns[:5] in fact).split(", ")
    )
    assert {"bg": "роми", "en": "Roma"}[language] in text_of(main.select_one("dl.facts"))
    assert indicators(main) == [["24"], ["9"], ["3"], ["6"], ["40"]]
    steps = main.select("ol.list > li")
    assert [len(step.select("li")) for step in steps] == [4, 1, 0, 0, 3]
    assert [name.rpartition(", ")[2] for name in partners(main)] == [country(language, "BG")] * 3
