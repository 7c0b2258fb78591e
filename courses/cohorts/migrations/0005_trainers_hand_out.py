"""Trainers hand out printed copies at their seminars."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Trainer"


def right(apps):
    return apps.get_model("auth", "Permission").objects.get(content_type__app_label="stock", codename="add_handout")


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration.
    create_permissions(present_apps.get_app_config("stock"), verbosity=0)
    for group in apps.get_model("auth", "Group").objects.filter(name=NAME):
        group.permissions.add(right(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=NAME):
        group.permissions.remove(right(apps))


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0004_session_event"), ("stock", "0001_initial")]

    operations = [migrations.RunPython(grant, take_back)]
