"""Log-in to the admin, and its pages about users, without user names."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

User = get_user_model()


@pytest.fixture
def admin(db):
    client = Client()
    client.user = UserFactory(is_superuser=True, email="admin@example.org")
    client.force_login(client.user)
    return client


@pytest.fixture
def editor(db):
    user = User.objects.create_user("ana@example.org", "secret-word")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.mark.parametrize("typed", ["ana@example.org", "Ana@Example.org"])
def test_one_logs_in_with_the_address_in_any_capitals(client, editor, typed):
    response = client.post("/admin/login/", {"username": typed, "password": "secret-word"})

    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_logs_nobody_in(client, editor):
    response = client.post("/admin/login/", {"username": "ana@example.org", "password": "wrong"})

    assert response.status_code == 200
    assert client.get("/admin/").status_code == 302


def test_the_log_in_form_asks_for_an_e_mail_address(client, db):
    html = client.get("/admin/login/").content.decode()

    assert 'name="username"' in html
    assert str(User._meta.get_field("email").verbose_name) in html


def test_users_are_listed_and_found(admin, editor):
    response = admin.get(reverse("wagtailusers_users:index"), {"q": "ana"})

    assert response.status_code == 200
    assert "ana@example.org" in response.content.decode()


def form_data(**fields) -> dict:
    return {
        "email": "new@example.org",
        "first_name": "Нова",
        "last_name": "Колежка",
        "password1": "a-long-secret-word",
        "password2": "a-long-secret-word",
        "is_active": "on",
    } | fields


def test_the_form_for_a_new_user_has_no_user_name(admin):
    html = admin.get(reverse("wagtailusers_users:add")).content.decode()

    assert 'name="email"' in html
    assert 'name="username"' not in html


def test_a_user_made_in_the_admin_can_log_in(admin, client):
    editors = Group.objects.get(name="Editors")

    response = admin.post(reverse("wagtailusers_users:add"), form_data(groups=[editors.pk]))

    assert response.status_code == 302
    assert list(User.objects.get(email="new@example.org").groups.all()) == [editors]
    client.post("/admin/login/", {"username": "new@example.org", "password": "a-long-secret-word"})
    assert client.get("/admin/").status_code == 200


def test_an_address_typed_with_capitals_is_kept_in_small_letters(admin):
    admin.post(reverse("wagtailusers_users:add"), form_data(email="New@Example.org"))

    assert User.objects.filter(email="new@example.org").exists()


def test_an_address_that_is_taken_in_other_capitals_is_refused_at_its_field(admin, editor):
    response = admin.post(reverse("wagtailusers_users:add"), form_data(email="ANA@example.org"))

    assert response.status_code == 200
    assert "email" in response.context["form"].errors
    assert User.objects.filter(email__iexact="ana@example.org").count() == 1


def test_a_user_is_edited_in_the_admin(admin, editor):
    address = reverse("wagtailusers_users:edit", args=[editor.pk])
    assert admin.get(address).status_code == 200

    response = admin.post(
        address, {"email": "Ana.New@example.org", "first_name": "Ана", "last_name": "Нова", "is_active": "on"}
    )

    editor.refresh_from_db()
    assert response.status_code == 302
    assert (editor.email, editor.get_full_name()) == ("ana.new@example.org", "Ана Нова")
    assert editor.check_password("secret-word")


def test_a_user_is_deleted_in_the_admin(admin, editor):
    admin.post(reverse("wagtailusers_users:delete", args=[editor.pk]))

    assert not User.objects.filter(pk=editor.pk).exists()


def test_one_finds_ones_own_account(client, editor):
    client.force_login(editor)

    assert client.get(reverse("wagtailadmin_account")).status_code == 200


def test_the_history_of_a_user_can_be_read(admin, editor):
    assert admin.get(reverse("wagtailusers_users:history", args=[editor.pk])).status_code == 200
