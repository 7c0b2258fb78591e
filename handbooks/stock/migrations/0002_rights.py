"""Who edits handbooks or looks after projects may order print runs and hand out copies."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ["Editors", "Moderators", "Project managers"]
RIGHTS = ["add_printrun", "change_printrun", "view_printrun", "add_handout", "view_handout"]


def rights(apps):
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label="stock", codename__in=RIGHTS)


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration.
    create_permissions(present_apps.get_app_config("stock"), verbosity=0)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*rights(apps))


def take_back(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*rights(apps))


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial"), ("projects", "0009_project_managers")]

    operations = [migrations.RunPython(grant, take_back)]
