"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from wagtail.models import Locale, Page, Site

from tests.demo_site import demo_site  # noqa: F401 (a fixture)
from tests.factories import HomePageFactory

# The same code gives the same result everywhere, however slow the machine is, and nothing is left behind.
hypothesis_settings.register_profile("mostik", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("mostik")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process load the demo while the others test something else: one file that needs the demo comes first,
    the others last.
    """
    needing = [item for item in items if "demo_site" in getattr(item, "fixturenames", ())]
    first = needing[0].path if needing else None
    files = {item.path for item in needing}
    items.sort(key=lambda item: 0 if item.path == first else 2 if item.path in files else 1)


@pytest.fixture(autouse=True)
def empty_cache():
    """Start every test with empty caches; Wagtail keeps site roots there too."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def locale(db):
    """Return a locale row by its tag; the configured ones are made by migrating."""

    def get(code: str) -> Locale:
        return Locale.objects.get_or_create(language_code=code)[0]

    return get


@pytest.fixture
def home(db, locale):
    """A live Bulgarian home page that the default site begins at."""
    root = Page.get_first_root_node()
    page = HomePageFactory(parent=root, title="Mostik", slug="mostik", locale=locale("bg"))
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.root_page = "testserver", 80, page
    site.save()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return page


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` ends like a transaction. A test's own never ends, and what waits for the end never comes."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Make room for media files of the run. Each process of a parallel run has its own database."""
    from django.conf import settings

    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
