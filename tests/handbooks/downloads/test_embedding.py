"""A chapter in a frame on another site."""

import html
import re

import pytest

from cms.core.cache import cache
from cms.core.models import ShortAddress
from tests.factories import choice_question, rich, stream


@pytest.fixture
def chapter(chapters):
    chapters[0].body = stream(rich('Виж <a href="https://example.org/">тук</a>'), choice_question())
    chapters[0].title = "Първи „дни“"
    chapters[0].save_revision().publish()
    return chapters[0]


@pytest.fixture
def address(chapter):
    return f"/bg/embed/{ShortAddress.objects.get(page_key=chapter.translation_key).code}/"


def test_any_site_may_show_it_again_and_again(client, address):
    for _time in range(2):
        response = client.get(address)

        assert response.status_code == 200
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in response.headers
        assert not response.cookies


def test_no_other_page_may_be_shown_in_a_frame(client, chapter, handbook):
    for page in (chapter, handbook):
        response = client.get(page.url)
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_it_is_for_reading_with_questions_for_oneself(client, address, chapter):
    shown = client.get(address).content.decode()

    assert chapter.title in shown
    assert "<details" in shown
    assert not re.search(r"<(form|script|input)\b", shown)


def test_links_open_beside_the_site_that_shows_it(client, address, chapter):
    links = re.findall(r"<a [^>]*>", client.get(address).content.decode())

    away = [link for link in links if 'href="#' not in link]
    assert any(chapter.url in link for link in away)
    assert any("https://example.org/" in link for link in away)
    assert all('target="_blank"' in link for link in away)


def test_what_is_not_public_is_not_shown(client, address, chapter):
    assert client.get(address.replace("/bg/", "/en/")).status_code == 404
    chapter.unpublish()
    cache.clear()
    assert client.get(address).status_code == 404


def test_the_code_to_copy_stands_with_the_downloads(client, address, chapter, handbook):
    code = ShortAddress.objects.get(page_key=handbook.translation_key).code

    shown = client.get(f"/bg/downloads/{code}/").content.decode()
    copied = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)[1])

    assert f'{address}"' in copied
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in copied
    assert 'loading="lazy"' in copied
    assert 'title="Първи „дни“"' in copied
