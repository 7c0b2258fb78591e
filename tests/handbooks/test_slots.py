"""What handbooks show on a project's page, which knows nothing of handbooks."""

import pytest

from tests.factories import HandbookPageFactory, ProjectIndexPageFactory, ProjectPageFactory, picture
from tests.factories.translations import translate


@pytest.fixture
def project(home, handbook):
    """`/bg/projects/one/`, which funds the handbook."""
    page = ProjectPageFactory(parent=ProjectIndexPageFactory(parent=home, slug="projects"), slug="one")
    handbook.project = page
    handbook.cover, handbook.cover_alt = picture("a.png", (40, 30)), "Мост"
    handbook.save_revision().publish()
    return page


def test_a_project_shows_its_handbooks(main_of, project, handbook):
    HandbookPageFactory(parent=handbook.get_parent(), title="Чужд")

    html = main_of("/bg/projects/one/")

    assert 'href="/bg/handbooks/common-cases/"' in html
    assert 'alt="Мост"' in html
    assert "Чужд" not in html


def test_a_project_without_handbooks_shows_no_empty_list(main_of, project):
    ProjectPageFactory(parent=project.get_parent(), slug="two")

    assert "handbooks" not in main_of("/bg/projects/two/")


def test_a_handbook_that_is_not_live_is_not_shown(main_of, project, handbook):
    handbook.unpublish()

    assert "common-cases" not in main_of("/bg/projects/one/")


def test_in_another_language_the_handbook_of_that_language_is_shown(main_of, home, project, handbook, committed):
    with committed():
        for page in (home, handbook.get_parent().specific, project.get_parent().specific, project):
            translate(page, "en")
    assert "common-cases" not in main_of("/en/projects/one/")

    with committed():
        translate(handbook, "en")

    html = main_of("/en/projects/one/")
    assert 'href="/en/handbooks/common-cases/"' in html
    assert "/bg/handbooks/" not in html
