"""The admin's scripts speak the editor's language, also where the packages know English only."""

import json

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

ADDRESSES = ["wagtailadmin_javascript_catalog", "wagtail_localize:javascript_catalog"]


@pytest.fixture
def catalogue(admin_client, admin_user):
    """Return a catalogue as somebody gets it who chose a language."""

    def get(address: str, language: str) -> str:
        UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": language})
        response = admin_client.get(reverse(address))
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("message", "translation"), [("Collapse all", "Свий всички"), ("Upload PO file", "Качи PO файл")]
)
def test_bulgarian_messages_that_the_packages_lack_are_there(catalogue, address, message, translation):
    assert f"{json.dumps(message)}: {json.dumps(translation)}" in catalogue(address, "bg")


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_chose_english_reads_english(catalogue, address):
    assert json.dumps("Свий всички") not in catalogue(address, "en")
