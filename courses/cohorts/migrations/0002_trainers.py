"""A group for trainers. It opens the admin and nothing else: which cohorts its people see, the cohorts say."""

from django.db import migrations

NAME = "Trainer"


def make_group(apps, schema_editor):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    group.permissions.add(
        apps.get_model("auth", "Permission").objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
    )


def take_back(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # These let every group that there is into pictures and documents.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(make_group, take_back)]
