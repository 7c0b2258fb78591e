"""The project page: what is entered once appears in the reader's language, at a price that doesn't grow."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.projects.countries import COUNTRIES
from cms.projects.models import (
    IndicatorValue,
    Place,
    ProjectDocument,
    ProjectIndicator,
    ProjectPage,
    ProjectPartner,
    TargetGroup,
)
from tests.factories import (
    FundingProgrammeFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    IndicatorFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    picture,
)
from tests.factories.translations import translate

BUDGET = 14
COLD = 44
LANGUAGES = ["en", "ar", "uk"]


@pytest.fixture
def projects(home):
    return ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects")


@pytest.fixture
def make(projects, locale):
    """Publish a project with so many rows of each kind, each with all that it can have."""

    def full(rows=1, **fields):
        page = ProjectPageFactory(
            parent=projects, programme=FundingProgrammeFactory(), **{"title": "Мостове", "slug": "bridges"} | fields
        )
        page.beneficiary = OrganisationFactory(name="РМА", logo=picture("rma.png", (300, 40)))
        for n in range(rows):
            organisation = OrganisationFactory(name=f"Партньор {n}", logo=picture(f"{n}.png", (40, 30)))
            page.partners.add(ProjectPartner(organisation=organisation, role="associated", country="LT", phase=1))
            indicator = ProjectIndicator(indicator=IndicatorFactory(name=f"Обучени {n}", unit="души"), planned=24)
            indicator.values = [
                IndicatorValue(value=12, date=date(2026, 3, 1), page=projects),
                IndicatorValue(value=Decimal("2.5"), date=date(2026, 4, 2), link=f"https://example.org/{n}"),
            ]
            page.indicators.add(indicator)
            page.documents.add(ProjectDocument(kind="report", title=f"Доклад {n}", language="bg", format="print"))
        page.places = [Place.objects.create(name=f"Град {n}", locale=locale("bg")) for n in range(rows)]
        page.target_groups = [TargetGroup.objects.create(name=f"Група {n}", locale=locale("bg")) for n in range(rows)]
        page.save_revision().publish()
        return ProjectPage.objects.get(pk=page.pk)

    return full


def version(row, locale, code, **texts):
    """Make a row's version in a language."""
    copy = row.copy_for_translation(locale(code))
    for name, text in texts.items():
        setattr(copy, name, text)
    copy.save()


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser").main


def text_of(element):
    return " ".join(element.get_text(" ").split())


def queries(client, address, cold=False):
    """Return how many queries a page costs that isn't kept; `cold` ones begin with empty caches, logos made."""
    cache.clear()
    assert client.get(f"{address}?warm").status_code == 200
    if cold:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{address}?again").status_code == 200
    return len(captured)


# What it costs


def test_it_costs_the_same_with_two_rows_and_with_twenty(client, home, projects, make):
    pages = [make(rows, title=f"Проект {rows}", slug=f"with-{rows}") for rows in (2, 20)]
    handbooks = HandbookIndexPageFactory(parent=home, slug="handbooks")
    for page, number in zip(pages, (2, 20), strict=True):
        for _handbook in range(number):
            HandbookPageFactory(parent=handbooks, project=page)
    for page in (home, projects, *pages):
        translate(page, "en")

    for language in ("bg", "en"):
        few, many = (queries(client, f"/{language}/projects/with-{rows}/") for rows in (2, 20))
        assert few == many <= BUDGET, language


def test_with_empty_caches_it_costs_the_same_with_two_rows_and_with_twenty(client, make):
    for rows in (2, 20):
        make(rows, slug=f"with-{rows}")

    few, many = (queries(client, f"/bg/projects/with-{rows}/", cold=True) for rows in (2, 20))

    assert few == many <= COLD


def test_the_list_costs_the_same_however_many_projects_there_are(client, projects):
    costs = []
    for number in (2, 10):
        for _project in range(number):
            ProjectPageFactory(parent=projects, state="running")
        costs.append(queries(client, "/bg/projects/"))

    assert costs[0] == costs[1] <= BUDGET


def test_the_list_has_pages_and_says_how_far_a_project_is(client, projects):
    for number in range(14):
        ProjectPageFactory(parent=projects, title=f"Проект {number:02}", state="closed", start_date=date(2026, 1, 1))
    ProjectPageFactory(parent=projects, title="Без дата")

    first, second = (read(client, f"/bg/projects/?page={number}") for number in (1, 2))

    assert len(first.select(".card")) == 12
    assert [text_of(card.h2) for card in second.select(".card")] == ["Проект 12", "Проект 13", "Без дата"]
    assert "2026" in text_of(first.select_one(".crumb"))


# Rows without a language exist once


def test_rows_exist_once_after_translating_into_three_languages(home, projects, make):
    page = make(rows=3)
    kinds = (ProjectPartner, ProjectIndicator, IndicatorValue, ProjectDocument)
    before = [kind.objects.count() for kind in kinds]

    for code in LANGUAGES:
        for above in (home, projects, page):
            translate(above, code)

    assert ProjectPage.objects.filter(translation_key=page.translation_key).count() == 4
    assert before == [kind.objects.count() for kind in kinds] == [3, 3, 6, 3]
    for copy in ProjectPage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        assert not copy.places.exists()
        assert not copy.target_groups.exists()
        assert copy.budget is None


def test_a_translation_shows_the_sources_rows_and_numbers_in_its_own_words(client, home, projects, make, locale):
    page = make(budget=Decimal("120000.50"), eu_share=Decimal("90000"), currency="EUR", end_date=date(2026, 12, 20))
    version(page.partners.get().organisation, locale, "en", name="Partner")
    version(page.indicators.get().indicator, locale, "en", name="Trained", unit="people")
    version(page.places.get(), locale, "en", name="Town")
    version(page.target_groups.get(), locale, "en", name="Group")
    for above in (home, projects):
        translate(above, "en", {"Проекти": "Projects"})
    translate(page, "en", {"Мостове": "Bridges"})

    text = text_of(read(client, "/en/projects/bridges/"))

    for part in ("Partner", "Lithuania", "Associated partner", "phase 1", "Town", "Group", "20 December 2026"):
        assert part in text
    assert "Trained (people) 24 14.50 (60% of the plan) until 2 April 2026 Projects https://example.org/0" in text
    assert "120,000.50 EUR" in text
    assert "90,000 EUR (75%)" in text
    for word in ("Партньор", "Обучени", "Град", "Група"):
        assert word not in text


def test_numbers_and_dates_are_written_as_the_language_does(client, make):
    make(budget=Decimal("120000.50"), end_date=date(2026, 12, 20))

    text = text_of(read(client, "/bg/projects/bridges/"))

    assert "120 000,50 EUR" in text.replace("\xa0", " ")
    assert "14,5" in text
    assert "20 декември 2026 г." in text


def test_what_is_changed_on_the_source_is_changed_in_a_detached_translation_too(client, home, projects, make):
    from tests.factories.translations import detached

    page = make(contract_number="BG-01")
    for above in (home, projects):
        translate(above, "en")
    detached(page, "en", title="Bridges")
    page.contract_number = "BG-02"
    page.save_revision().publish()
    cache.clear()

    text = text_of(read(client, "/en/projects/bridges/"))

    assert "BG-02" in text
    assert "BG-01" not in text


# What readers see


def test_a_file_that_proves_a_figure_is_not_shown(client, make):
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    page = make()
    names = Document.objects.create(title="Списък", file=ContentFile(b"names", name="names.pdf"))
    page.indicators.get().values.update(document=names)
    cache.clear()

    assert "names" not in str(read(client, "/bg/projects/bridges/"))


def test_a_partner_whose_organisation_is_not_named_is_its_country(client, make):
    page = make(rows=0)
    page.partners = [ProjectPartner(country="IT")]
    page.save_revision().publish()

    with translation.override("bg"):
        italy = str(dict(COUNTRIES)["IT"])
    assert text_of(read(client, "/bg/projects/bridges/").find_all("ul")[-1]) == italy


def test_documents_stand_by_kind_in_the_order_of_their_chain(client, home, projects, make):
    page = make(rows=0)
    page.documents = [
        *(ProjectDocument(kind="review", level=level) for level in ("european", "national", "regional", "local")),
        ProjectDocument(kind="report", follows="review", language="bg", link="https://example.org/report"),
        ProjectDocument(kind="brochure", follows="report"),
        *(ProjectDocument(kind="publication", language=code, format="electronic") for code in ("bg", "en")),
        ProjectDocument(kind="report", title="Report", language="en"),
    ]
    page.save_revision().publish()
    for above in (home, projects, page):
        translate(above, "en")

    steps = read(client, "/en/projects/bridges/").select("ol > li")

    assert [text_of(step.b) for step in steps] == ["Policy review", "Report", "Brochure", "Publication"]
    assert [text_of(item) for item in steps[0].select("li")][::3] == ["European level", "local level"]
    assert "comes out of: Policy review" in text_of(steps[1])
    assert [link["href"] for link in steps[1].select("a")] == ["https://example.org/report"]
    assert steps[1].select_one("[lang=en]").text == "Report"
    assert [text_of(item) for item in steps[3].select("li")] == ["Български, electronic", "English, electronic"]


def test_a_draft_is_previewed_with_its_own_rows(client, make):
    page = make()
    page.partners.add(ProjectPartner(organisation=OrganisationFactory(name="Нов партньор")))
    # A query string passes by the page cache; the facts are kept.
    assert "Нов партньор" not in str(read(client, "/bg/projects/bridges/?warm"))

    assert "Нов партньор" in page.make_preview_request().content.decode()


def test_no_logo_is_higher_than_the_emblem_beside_it(client, make):
    make()

    sizes = [(image["width"], image["height"]) for image in read(client, "/bg/projects/bridges/").select("img")]

    assert sizes == [("132", "18"), ("59", "44")]
