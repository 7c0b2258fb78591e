"""Annual reports and publicity, from the demo's files to the public pages in Bulgarian and English."""

import re

import pytest
from django.utils import translation

from cms.demo import files
from cms.projects.models import ResearchFigure

NODES = {node.path: node.options for node in files.tree()}
LANGUAGES = ["bg", "en"]


def names(kind, language):
    """Return the names of snippets by their keys."""
    return {row["key"]: row["name"][language] for row in files.snippets()[kind]}


def text_of(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture(scope="module")
def read(demo_site):
    """Return the main part of a page in a language."""
    return lambda language, path: demo_site.soup(f"/{language}/{path}/").main


# Publicity


@pytest.mark.parametrize("language", LANGUAGES)
def test_750_copies_are_the_target_and_500_are_printed_beside_a_board_and_four_publications(read, language):
    rows = NODES["projects/capacity-building"]["publicity"]
    runs = [run for options in NODES.values() for run in options.get("print_runs", [])]
    done = {"copies_printed": str(sum(run["copies"] for run in runs))}
    kinds = names("publicity_kinds", language)
    main = read(language, "projects/capacity-building")
    shown = [
        (next(row.th.strings).strip(), *(cell.text for cell in row.select("td"))) for row in main.select("tbody tr")
    ]

    wanted = [(kinds[row["kind"]], str(row.get("target", "–")), done.get(row.get("metric"), "–")) for row in rows]
    assert [row for row in shown if row[0] in kinds.values()] == wanted
    assert [row[1:] for row in wanted] == [("750", "500"), ("1", "–"), ("4", "–"), ("–", "–"), ("1", "–")]
    assert text_of(main).count("750") == 1, "nothing stands twice"


# Annual reports


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_reports_are_listed_the_newest_first_and_found_from_the_page_about_us(read, language):
    index = f"/{language}/reports/"

    assert [link["href"] for link in read(language, "reports").select(".card a")] == [f"{index}2018/", f"{index}2017/"]
    assert read(language, "about").select(f'a[href="{index}"]')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", ["2017", "2018"])
def test_a_report_says_its_year_since_when_there_is_a_centre_and_what_it_is_for(read, language, year):
    data = files.page(language, f"reports/{year}")
    main = read(language, f"reports/{year}")
    organisation = names("organisations", language)["centre-immigration-integration"]

    assert [fact.text for fact in main.select(".facts dd")] == [year, organisation]
    aims = main.select_one(".facts ~ ul").find_all("li")
    assert [text_of(aim) for aim in aims] == data["mission"]
    assert len(aims) == 1 + 5, "who it is for, and five directions"
    assert "2007" in aims[0].text
    for words in {
        "bg": ("без промяна", "председателят", "няма служители на трудов договор", "доброволна"),
        "en": ("without a change", "chair of the board", "no employees on a labour contract", "voluntary"),
    }[language]:
        assert words in text_of(main), words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", ["2017", "2018"])
def test_the_centre_belongs_to_the_european_foundations_since_2017(read, language, year):
    (row,) = NODES[f"reports/{year}"]["memberships"]
    main = read(language, f"reports/{year}")
    (item,) = main.select("li:has(> bdi)")

    assert item.bdi.text == names("organisations", language)[row["network"]]
    assert str(row["since"]) == "2017" == re.search(r"\d+", item.text)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_002_asked_200_people_in_each_country_and_15_educators_in_all(read, language):
    rows = NODES["reports/2017"]["figures"]
    items = read(language, "reports/2017").select("li:has(> strong)")
    with translation.override(language):
        scopes = {name: str(label) for name, label in ResearchFigure.SCOPES}

    assert [item.strong.text for item in items] == [str(row["value"]) for row in rows] == ["200", "15"]
    for item, row in zip(items, rows, strict=True):
        assert text_of(item).startswith(names("indicators", language)[row["indicator"]])
        assert scopes[row["scope"]] in text_of(item)
        assert item.a["href"] == f"/{language}/{row['project']}/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("year", "paths"),
    [
        ("2017", ["projects/2imined"]),
        (
            "2018",
            [
                "events/vpl-biennale-2019",
                "projects/integration-and-migration",
                "projects/regional-cooperation",
                "projects/civic-hacking",
            ],
        ),
    ],
)
def test_what_a_report_tells_of_has_its_own_page(read, language, year, paths):
    links = [link["href"] for link in read(language, f"reports/{year}").select("p a[href^='/']")]

    assert links == [f"/{language}/{path}/" for path in paths]


@pytest.mark.parametrize("language", LANGUAGES)
def test_003_the_contract_is_of_27_december(read, language):
    main = read(language, "reports/2018")
    bold = [strong.text for strong in main.select("p b, p strong")]

    assert {"bg": "27 декември", "en": "27 December"}[language] in bold
    assert read(language, "reports/2017").find(
        string=lambda text: {"bg": "Барселона", "en": "Barcelona"}[language] in text
    )
