"""Pictures are made ready before anybody waits for them."""

import pytest
from django.core.files.base import ContentFile

from cms.images.models import CustomImage
from cms.images.renditions import FULL, specs_of
from cms.images.tasks import prepare_picture
from tests.factories import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Return the keys of the pictures that the worker is told of."""
    found = []
    monkeypatch.setattr(prepare_picture, "delay", found.append)
    return found


def test_the_worker_is_told_of_a_new_picture(sent, committed):
    with committed():
        image = picture()

    assert sent == [image.pk]


def test_a_drawing_needs_no_files(sent, committed):
    with committed():
        CustomImage.objects.create(title="a.svg", file=ContentFile(b"<svg viewBox='0 0 9 9'/>", name="a.svg"))

    assert sent == []


def test_it_makes_what_texts_and_galleries_show():
    image = picture()

    prepare_picture(image.pk)

    made = set(image.renditions.values_list("filter_spec", flat=True))
    shown = {spec for size in ("text", "card") for group in specs_of(size).values() for spec in group}
    assert made == {*shown, FULL}


def test_what_is_there_is_kept():
    image = picture()
    prepare_picture(image.pk)
    made = set(image.renditions.values_list("pk", flat=True))

    prepare_picture(image.pk)

    assert set(image.renditions.values_list("pk", flat=True)) == made


def test_a_picture_that_is_gone_is_no_error():
    prepare_picture(0)
