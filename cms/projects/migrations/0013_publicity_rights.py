"""Who edits projects may edit the kinds of publicity measures."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Moderators", "Project managers"]
RIGHTS = ["add_publicitykind", "change_publicitykind"]


def rights(apps):
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label="projects", codename__in=RIGHTS)


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration.
    create_permissions(present_apps.get_app_config("projects"), verbosity=0)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*rights(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*rights(apps))


class Migration(migrations.Migration):
    dependencies = [("projects", "0012_publicity_and_annual_reports")]

    operations = [migrations.RunPython(grant, take_back)]
