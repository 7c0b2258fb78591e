"""Factories of rows that aren't pages."""

from io import BytesIO
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.models import Locale
from wagtailmedia.models import Media

from cms.images.models import CustomImage
from cms.projects.models import FundingProgramme, Indicator, Organisation, Place


class LocalisedFactory(factory.django.DjangoModelFactory):
    """Rows that exist once a language; Bulgarian unless said otherwise."""

    class Meta:
        abstract = True

    locale = factory.LazyFunction(lambda: Locale.objects.get(language_code="bg"))


class OrganisationFactory(LocalisedFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Организация {n}")


class IndicatorFactory(LocalisedFactory):
    class Meta:
        model = Indicator

    name = factory.Sequence(lambda n: f"Показател {n}")


class PlaceFactory(LocalisedFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"Град {n}")


class FundingProgrammeFactory(LocalisedFactory):
    class Meta:
        model = FundingProgramme

    name = factory.Sequence(lambda n: f"Програма {n}")
    statement = "Проектът „{project}“, договор {contract_number}, се финансира от Европейския съюз."
    disclaimer = "Отговорността носи {beneficiary}."
    compact = "С подкрепата на Европейския съюз."


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Ana"
    last_name = "Ivanova"


def picture(title: str = "picture.png", size: tuple[int, int] = (1600, 1000), **fields: Any) -> CustomImage:
    """Return a stored picture of one colour; `size` in pixels."""
    out = BytesIO()
    PillowImage.new("RGB", size, "#08535c").save(out, "PNG")
    return CustomImage.objects.create(title=title, file=ContentFile(out.getvalue(), name=title), **fields)


def recording(title: str = "greeting.mp3", **fields: Any) -> Media:
    """Return a stored recording; nobody listens to it in tests, so its content is a few bytes."""
    file = ContentFile(b"ID3 no sound", name=title)
    return Media.objects.create(**{"title": title, "type": "audio", "duration": 3, "file": file} | fields)
