"""Projects, organisations and programmes: what may be entered, and what readers see of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.projects.models import FundingProgramme, Place, ProjectPage, ProjectPartner
from tests.factories import (
    FundingProgrammeFactory,
    IndicatorFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    UserFactory,
    picture,
)
from tests.factories.translations import translate


@pytest.fixture
def projects(home):
    return ProjectIndexPageFactory(parent=home, title="Проекти", slug="projects")


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


# Dates


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), (date(2026, 1, 1), None), (None, date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 1, 1))],
)
def test_dates_may_be_missing_and_a_project_may_last_a_day(projects, start, end):
    assert ProjectPage(title="П", slug="p", start_date=start, end_date=end).field_problems() == []


# What stands in the way of publishing


@pytest.fixture
def post(admin, projects):
    """Send the page editor of a new project; return its response."""

    def send(action="publish", partners=(), indicators=(), documents=(), **fields):
        data = {
            "title": "П",
            "slug": "p",
            "currency": "EUR",
            "body": streamfield([]),
            "comments": inline_formset([]),
            "partners": inline_formset(partners),
            "indicators": inline_formset(
                [{"planned": "", **row, "values": inline_formset(row.get("values", []))} for row in indicators]
            ),
            "documents": inline_formset(documents),
            "event_plans": inline_formset([]),
            "publicity": inline_formset([]),
            **fields,
        }
        if action == "publish":
            data["action-publish"] = "1"
        address = reverse("wagtailadmin_pages:add", args=["projects", "projectpage", projects.pk])
        return admin.post(address, nested_form_data(data))

    return send


WRONG = {
    "end_date": ({"start_date": "2026-02-01", "end_date": "2026-01-31"}, ("31 януари 2026", "1 февруари 2026")),
    "retention_date": (
        {"end_date": "2026-02-01", "retention_date": "2026-01-31"},
        ("31 януари 2026", "1 февруари 2026"),
    ),
    "eu_share": ({"budget": "1000", "eu_share": "1000.01"}, ("1\xa0000,01", "1\xa0000,00")),
}


@pytest.mark.parametrize("field", list(WRONG))
def test_a_wrong_figure_is_refused_at_its_field_and_both_are_named(post, field):
    figures, named = WRONG[field]

    errors = post(**figures).context["form"].errors

    assert list(errors) == [field]
    assert all(text in errors[field][0] for text in named), errors[field][0]
    assert not ProjectPage.objects.exists()


@pytest.mark.parametrize("field", list(WRONG))
def test_a_draft_may_keep_it_until_somebody_publishes(post, field):
    figures, _named = WRONG[field]

    assert post("draft", **figures).status_code == 302

    page = ProjectPage.objects.get()
    assert not page.live
    assert [problem.path for problem in page.problems()] == [(field,)]


def test_a_share_as_high_as_the_budget_is_published(post):
    assert post(budget="1000", eu_share="1000").status_code == 302
    assert ProjectPage.objects.get().live


def test_a_partner_needs_an_organisation_or_a_country(post):
    row = {"organisation": "", "role": "partner", "country": "", "phase": ""}

    response = post(partners=[row])

    assert list(response.context["form"].formsets["partners"].forms[0].errors) == ["organisation"]
    assert post("draft", partners=[row]).status_code == 302
    assert [problem.path for problem in ProjectPage.objects.get().problems()] == [("partners", 0, "organisation")]


def test_a_reached_value_needs_its_evidence(post):
    row = {"indicator": str(IndicatorFactory().pk), "values": [{"value": "24", "date": "2026-01-31", "link": ""}]}

    response = post(indicators=[row])

    (indicator,) = response.context["form"].formsets["indicators"].forms
    assert list(indicator.formsets["values"].forms[0].errors) == ["document"]
    assert post("draft", indicators=[row]).status_code == 302
    assert [problem.path for problem in ProjectPage.objects.get().problems()] == [
        ("indicators", 0, "values", 0, "document")
    ]


def test_with_everything_in_its_rows_a_project_is_published(post):
    partner = {"organisation": str(OrganisationFactory().pk), "role": "coordinator", "country": "BG", "phase": "1"}
    value = {"value": "24", "date": "2026-01-31", "link": "https://example.org/list"}
    indicator = {"indicator": str(IndicatorFactory().pk), "planned": "24", "values": [value]}
    report = {"kind": "report", "follows": "review", "level": "", "language": "bg", "format": "print", "title": ""}

    assert post(partners=[partner], indicators=[indicator], documents=[report]).status_code == 302

    page = ProjectPage.objects.get()
    assert page.live
    assert page.partners.get().role == "coordinator"
    assert page.indicators.get().values.get().value == 24
    assert page.documents.get().follows == "review"


# Programmes


def test_a_programme_with_its_own_logo_needs_the_logo(db):
    programme = FundingProgrammeFactory.build(emblem="logo", locale=None)

    with pytest.raises(ValidationError) as refused:
        programme.clean()

    assert list(refused.value.error_dict) == ["logo"]
    programme.logo = picture("logo.png", (40, 30))
    programme.clean()


@pytest.mark.parametrize("name", FundingProgramme.TEMPLATES)
@pytest.mark.parametrize("typed", ["unknown", "", "project.title", "project!r", " project"])
def test_something_in_braces_that_nothing_is_filled_in_for_is_refused_by_name(db, name, typed):
    programme = FundingProgrammeFactory.build(locale=None, **{name: f"Проект {{project}}, {{{typed}}}."})

    with pytest.raises(ValidationError) as refused:
        programme.clean()

    assert list(refused.value.error_dict) == [name]
    assert f"{{{typed}}}" in refused.value.messages[0]


def test_every_placeholder_may_be_used_in_every_text(db):
    text = " ".join(f"{{{name}}}" for name in FundingProgramme.PLACEHOLDERS)

    FundingProgrammeFactory.build(locale=None, **dict.fromkeys(FundingProgramme.TEMPLATES, text)).clean()


@pytest.mark.parametrize("name", ["programme", "beneficiary"])
def test_what_a_project_refers_to_cannot_be_deleted(projects, name):
    row = FundingProgrammeFactory() if name == "programme" else OrganisationFactory()
    ProjectPageFactory(parent=projects, **{name: row})

    with pytest.raises(ProtectedError):
        row.delete()


@pytest.mark.parametrize("model", ["organisation", "place", "topic", "fundingprogramme", "targetgroup", "indicator"])
def test_snippets_can_be_listed_and_added_in_the_admin(admin, home, model):
    assert admin.get(f"/admin/snippets/projects/{model}/").status_code == 200
    assert admin.get(f"/admin/snippets/projects/{model}/add/").status_code == 200


# What readers see


def test_a_project_shows_its_facts(client, projects, locale, committed):
    with committed():
        page = ProjectPageFactory(
            parent=projects,
            slug="one",
            summary="Накратко.",
            contract_number="BG-01",
            beneficiary=OrganisationFactory(name="РМА"),
            start_date=date(2026, 1, 5),
            end_date=date(2026, 12, 20),
        )
        page.partners = [ProjectPartner(organisation=OrganisationFactory(name=f"Партньор {letter}")) for letter in "АБ"]
        page.places = [Place.objects.create(name="Пловдив", locale=locale("bg"))]
        page.save_revision().publish()

    html = client.get("/bg/projects/one/").content.decode()

    for text in ("Накратко.", "BG-01", "РМА", "Партньор А", "Партньор Б", "Пловдив", "2026"):
        assert text in html


def test_a_project_with_nothing_but_a_title_has_a_page(client, projects):
    ProjectPageFactory(parent=projects, title="Само име", slug="bare")

    html = client.get("/bg/projects/bare/").content.decode()

    assert "Само име" in html
    assert "<dl" not in html


def test_partners_and_places_are_not_copied_and_are_named_in_the_readers_language(client, home, projects, locale):
    partner = OrganisationFactory(name="Партньор")
    OrganisationFactory(name="Partner", locale=locale("en"), translation_key=partner.translation_key)
    page = ProjectPageFactory(parent=projects, slug="one")
    page.partners = [ProjectPartner(organisation=partner)]
    page.save_revision().publish()
    translate(home, "en")
    translate(projects, "en")
    english = translate(page, "en")

    html = client.get("/en/projects/one/").content.decode()

    assert ProjectPage.objects.get(pk=english.pk).partners.count() == 0
    assert "Partner" in html
    assert "Партньор" not in html.split("<main", 1)[1]


def test_names_and_numbers_are_left_alone_by_translation_tools(client, projects):
    ProjectPageFactory(
        parent=projects, slug="one", contract_number="BG-01", beneficiary=OrganisationFactory(name="РМА")
    )

    html = client.get("/bg/projects/one/").content.decode()

    assert '<dd translate="no" dir="ltr">BG-01</dd>' in html
    assert '<bdi translate="no">РМА</bdi>' in html


def test_the_list_shows_live_projects_the_latest_first(client, projects):
    for year, live in ((2024, True), (2026, True), (2025, False)):
        ProjectPageFactory(parent=projects, title=f"Проект {year}", start_date=date(year, 1, 1), live=live)

    html = client.get("/bg/projects/").content.decode()

    assert html.index("Проект 2026") < html.index("Проект 2024")
    assert "Проект 2025" not in html


def test_an_empty_list_of_projects_has_a_page(client, projects):
    assert client.get("/bg/projects/").status_code == 200
