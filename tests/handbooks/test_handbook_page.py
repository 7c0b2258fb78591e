"""A handbook and the list of handbooks as readers see them, and in the editor's preview."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.projects.models import Topic
from handbooks.models import ChapterPage, HandbookPage
from tests.factories import (
    ChapterPageFactory,
    FundingProgrammeFactory,
    HandbookPageFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    StandardPageFactory,
    picture,
)
from tests.factories.translations import translate

ADDRESS = "/bg/handbooks/common-cases/"


def test_the_contents_are_the_live_chapters_in_the_trees_order(main_of, handbook):
    for name, live in (("b", True), ("draft", False), ("a", True)):
        ChapterPageFactory(parent=handbook, title=f"Глава {name}", slug=name, live=live)

    html = main_of(ADDRESS)

    assert html.index('href="/bg/handbooks/common-cases/b/"') < html.index('href="/bg/handbooks/common-cases/a/"')
    assert "Глава draft" not in html


def test_a_handbook_without_chapters_shows_no_empty_contents(main_of, handbook):
    assert 'class="contents"' not in main_of(ADDRESS)


def test_a_planned_handbook_says_so_in_its_page_and_in_the_list(main_of, handbook, committed):
    with translation.override("bg"):
        planned = gettext("Planned")
    assert planned not in main_of(ADDRESS)
    assert planned not in main_of("/bg/handbooks/")

    with committed():
        handbook.state = "planned"
        handbook.save_revision().publish()

    assert planned in main_of(ADDRESS)
    assert planned in main_of("/bg/handbooks/")


def test_the_imprint_names_authors_publishers_topics_and_licence(main_of, handbook, locale, committed):
    with committed():
        handbook.authors = "А. Иванова"
        handbook.licence = "CC BY 4.0"
        handbook.publishers = [OrganisationFactory(name="РМА")]
        handbook.topics = [Topic.objects.create(name="Училище", locale=locale("bg"))]
        handbook.save_revision().publish()

    html = main_of(ADDRESS)

    for text in ("А. Иванова", "CC BY 4.0", "РМА", "Училище"):
        assert text in html


def test_publishers_and_topics_stand_on_the_source_and_are_named_in_the_readers_language(
    main_of, home, handbook, locale, committed
):
    topic = Topic.objects.create(name="Училище", locale=locale("bg"))
    Topic.objects.create(name="School", locale=locale("en"), translation_key=topic.translation_key)
    with committed():
        handbook.topics = [topic]
        handbook.publishers = [OrganisationFactory(name="РМА")]
        handbook.save_revision().publish()
        translate(home, "en")
        translate(handbook.get_parent().specific, "en")
        english = translate(handbook, "en")

    html = main_of("/en/handbooks/common-cases/")

    assert HandbookPage.objects.get(pk=english.pk).topics.count() == 0
    assert "School" in html
    assert "Училище" not in html
    assert "РМА" in html


def test_the_funding_stands_at_the_foot(client, home, handbook):
    programme = FundingProgrammeFactory(compact="С подкрепата на ЕС.")
    handbook.project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home), programme=programme)
    handbook.save_revision().publish()

    assert "С подкрепата на ЕС." in client.get(ADDRESS).content.decode().split("</main>", 1)[1]


def test_the_list_shows_live_handbooks_with_their_covers(main_of, handbook, committed):
    HandbookPageFactory(parent=handbook.get_parent(), title="Чернова", live=False)
    with committed():
        handbook.cover, handbook.cover_alt = picture("a.png", (40, 30)), "Мост"
        handbook.save_revision().publish()

    html = main_of("/bg/handbooks/")

    assert "Често срещани случаи" in html
    assert 'alt="Мост"' in html
    assert "Чернова" not in html


def test_the_list_costs_the_same_for_few_and_for_many_handbooks(client, handbook, django_assert_num_queries):
    """All with covers; their sizes are made by the first reader."""

    def add(number: int) -> None:
        HandbookPageFactory(parent=handbook.get_parent(), cover=picture(f"{number}.png", (40, 30)), cover_alt="Мост")

    add(0)
    client.get("/bg/handbooks/?warm")
    with django_assert_num_queries(6):
        client.get("/bg/handbooks/?few")
    for number in range(1, 6):
        add(number)
    client.get("/bg/handbooks/?warm")

    with django_assert_num_queries(6):
        client.get("/bg/handbooks/?many")


def test_only_chapters_stand_below_a_handbook():
    assert HandbookPage.allowed_subpage_models() == [ChapterPage]
    assert ChapterPage.allowed_parent_page_models() == [HandbookPage]


def form_data(**fields) -> dict:
    """Return what the page editor sends for a handbook."""
    values = {
        "title": "Наръчник",
        "slug": "new",
        "seo_title": "",
        "search_description": "",
        "subtitle": "",
        "summary": "",
        "audience": "",
        "state": "published",
        "cover": "",
        "cover_alt": "",
        "authors": "",
        "licence": "",
        "project": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(values | fields)


@pytest.mark.parametrize("existing", [True, False], ids=["edited", "new"])
def test_the_preview_shows_what_was_typed(admin, handbook, existing):
    if existing:
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[handbook.pk])
    else:
        parent = handbook.get_parent()
        address = reverse("wagtailadmin_pages:preview_on_add", args=["handbooks", "handbookpage", parent.pk])

    sent = admin.post(address, form_data(title="Само написан"))
    assert sent.json()["is_valid"]
    response = admin.get(address)

    assert response.status_code == 200
    assert "Само написан" in response.content.decode()


def test_a_new_handbook_can_be_made_and_published_in_the_editor(admin, client, handbook, committed):
    address = reverse("wagtailadmin_pages:add", args=["handbooks", "handbookpage", handbook.get_parent().pk])

    with committed():
        admin.post(address, form_data() | {"action-publish": "1"})

    assert client.get("/bg/handbooks/new/").status_code == 200


def test_the_admin_lists_the_chapters_in_the_readers_order(admin, handbook):
    for name in ("б", "а"):
        ChapterPageFactory(parent=handbook, title=f"Глава {name}")

    html = admin.get(reverse("wagtailadmin_explore", args=[handbook.pk])).content.decode()

    assert html.index("Глава б") < html.index("Глава а")


def test_a_project_with_handbooks_cannot_be_deleted_by_mistake(admin, home, handbook):
    project = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home))
    handbook.project = project
    handbook.save_revision().publish()

    admin.post(reverse("wagtailadmin_pages:delete", args=[project.pk]))

    assert Page.objects.filter(pk=project.pk).exists()


def test_a_chapter_that_code_put_elsewhere_does_not_break_the_page(client, home, handbook):
    chapter = ChapterPageFactory(parent=handbook, title="Заблудена", slug="stray")
    Page.objects.get(pk=chapter.pk).move(StandardPageFactory(parent=home, slug="else"), pos="last-child")

    response = client.get("/bg/else/stray/")

    assert response.status_code == 200
    assert "Заблудена" in response.content.decode()
