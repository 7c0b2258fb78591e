"""Editors, moderators and project managers may edit what events name: series, audiences, methods."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Moderators", "Project managers"]
MODELS = ["eventseries", "audience", "method"]


def permissions(apps):
    """Return the rights to add and change the snippets."""
    wanted = [f"{action}_{model}" for model in MODELS for action in ("add", "change")]
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label="projects", codename__in=wanted)


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration.
    create_permissions(present_apps.get_app_config("projects"), verbosity=0)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0010_events"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
