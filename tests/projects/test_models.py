"""Projects, organisations and programmes: what may be entered, and what readers see of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.projects.models import Place, ProjectPage
from tests.factories import (
    FundingProgrammeFactory,
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
    ProjectPage(title="П", slug="p", start_date=start, end_date=end).clean()


def test_a_project_cannot_end_before_it_begins(projects):
    page = ProjectPage(title="П", slug="p", start_date=date(2026, 2, 1), end_date=date(2026, 1, 31))

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert list(refused.value.error_dict) == ["end_date"]


def test_the_page_editor_says_so_at_the_date(admin, projects):
    data = nested_form_data(
        {
            "title": "П",
            "slug": "p",
            "start_date": "2026-02-01",
            "end_date": "2026-01-31",
            "programme": "",
            "beneficiary": "",
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )

    response = admin.post(reverse("wagtailadmin_pages:add", args=["projects", "projectpage", projects.pk]), data)

    assert response.status_code == 200
    assert "end_date" in response.context["form"].errors
    assert not ProjectPage.objects.exists()


# Programmes


def test_a_programme_with_its_own_logo_needs_the_logo(db):
    programme = FundingProgrammeFactory.build(emblem="logo", locale=None)

    with pytest.raises(ValidationError) as refused:
        programme.clean()

    assert list(refused.value.error_dict) == ["logo"]
    programme.logo = picture("logo.png", (40, 30))
    programme.clean()


@pytest.mark.parametrize("name", ["programme", "beneficiary"])
def test_what_a_project_refers_to_cannot_be_deleted(projects, name):
    row = FundingProgrammeFactory() if name == "programme" else OrganisationFactory()
    ProjectPageFactory(parent=projects, **{name: row})

    with pytest.raises(ProtectedError):
        row.delete()


@pytest.mark.parametrize("model", ["organisation", "place", "topic", "fundingprogramme"])
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
        page.partners = [OrganisationFactory(name="Партньор А"), OrganisationFactory(name="Партньор Б")]
        page.places = [Place.objects.create(name="Пловдив", locale=locale("bg"))]
        page.save_revision().publish()

    html = client.get("/bg/projects/one/").content.decode()

    for text in ("Накратко.", "BG-01", "РМА", "Партньор А", "Партньор Б", "Пловдив", "2026"):
        assert text in html


def test_a_project_with_nothing_but_a_title_has_a_page(client, projects):
    ProjectPageFactory(parent=projects, title="Само име", slug="bare")

    html = client.get("/bg/projects/bare/").content.decode()

    assert "Само име" in html
    assert "<dt>" not in html


def test_partners_and_places_are_not_copied_and_are_named_in_the_readers_language(client, home, projects, locale):
    partner = OrganisationFactory(name="Партньор")
    OrganisationFactory(name="Partner", locale=locale("en"), translation_key=partner.translation_key)
    page = ProjectPageFactory(parent=projects, slug="one")
    page.partners = [partner]
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
    assert '<dd translate="no"><bdi>РМА</bdi></dd>' in html


def test_the_list_shows_live_projects_the_latest_first(client, projects):
    for year, live in ((2024, True), (2026, True), (2025, False)):
        ProjectPageFactory(parent=projects, title=f"Проект {year}", start_date=date(year, 1, 1), live=live)

    html = client.get("/bg/projects/").content.decode()

    assert html.index("Проект 2026") < html.index("Проект 2024")
    assert "Проект 2025" not in html


def test_an_empty_list_of_projects_has_a_page(client, projects):
    assert client.get("/bg/projects/").status_code == 200
