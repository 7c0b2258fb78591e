"""A group for people who look after projects, and for nothing else; editors may edit the new snippets too."""

from django.apps import apps as present_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

NAME = "Project managers"
EDITORS = ["Editors", "Moderators"]
NEW_SNIPPETS = ["targetgroup", "indicator"]
SNIPPETS = ["organisation", "place", "fundingprogramme", *NEW_SNIPPETS]
# Who adds a file may change and delete it; those of others are left alone.
ON_FILES = ["add", "choose"]
ON_PAGES = ["add_page", "change_page", "publish_page"]


def on_snippets(apps, models):
    """Return the rights to add and change snippets."""
    wanted = [f"{action}_{model}" for model in models for action in ("add", "change")]
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label="projects", codename__in=wanted)


def grant(apps, schema_editor):
    # Django makes permissions only after the last migration.
    for app in ("projects", "wagtailcore", "wagtaildocs", "wagtailimages"):
        create_permissions(present_apps.get_app_config(app), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name__in=EDITORS):
        group.permissions.add(*on_snippets(apps, NEW_SNIPPETS))
    managers, _made = groups.get_or_create(name=NAME)
    managers.permissions.add(
        *on_snippets(apps, SNIPPETS),
        *permissions.filter(
            Q(content_type__app_label="wagtailadmin", codename="access_admin")
            | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
        ),
    )
    files = Q(content_type__app_label="wagtaildocs", codename__in=[f"{action}_document" for action in ON_FILES]) | Q(
        content_type__app_label="wagtailimages", codename__in=[f"{action}_image" for action in ON_FILES]
    )
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    on_collections = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for permission in permissions.filter(files):
        on_collections.get_or_create(group=managers, collection=root, permission=permission)
    on_pages = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for index in apps.get_model("projects", "ProjectIndexPage").objects.all():
        for permission in permissions.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
            on_pages.get_or_create(group=managers, page_id=index.pk, permission=permission)


def take_back(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name=NAME).delete()
    for group in groups.filter(name__in=EDITORS):
        group.permissions.remove(*on_snippets(apps, NEW_SNIPPETS))


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_partners_before"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
