"""The picture of a block that editors see while they choose one."""

import re

import pytest
from django.urls import reverse

from handbooks.models import ChapterPage
from home.models import HomePage
from tests.factories import NewsIndexPageFactory, NewsPageFactory, UserFactory, picture

STREAMS = [model._meta.get_field("body").stream_block for model in (HomePage, ChapterPage)]
BLOCKS = {name: block for stream in STREAMS for name, block in stream.child_blocks.items()}


@pytest.fixture
def preview(client, home):
    """Open the preview of a block as an editor of a site with a picture and news does; return what it shows."""
    picture()
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Дебат в Стражица")
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    def get(block) -> str:
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200
        return response.content.decode().partition("<main>")[2].partition("</main>")[0]

    return get


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_its_example(preview, name):
    html = preview(BLOCKS[name])

    assert re.sub(r"<[^>]+>|\s", "", html)


@pytest.mark.parametrize("name", ChapterPage._meta.get_field("body").stream_block.child_blocks)
def test_the_examples_speak_the_editors_language(preview, name):
    shown = re.sub(r"<[^>]+>", " ", preview(BLOCKS[name]))

    assert not re.search(r"[A-Za-z]{2,}", shown)


def test_examples_show_the_sites_own_pictures_and_news(preview):
    assert "picture" in preview(BLOCKS["picture"]).partition("<img")[2].partition(">")[0]
    assert "Дебат в Стражица" in preview(BLOCKS["news"])


def test_a_site_without_pictures_and_news_has_previews_too(client, home):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    for name in ("picture", "news"):
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
        assert response.status_code == 200


def test_the_example_has_the_sites_style_sheet(client, home):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS["text"].definition_prefix})

    assert "mostik.css" in response.content.decode()
