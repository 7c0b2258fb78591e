"""Partners are rows now, so that each has its role, country and phase. What was chosen before becomes a row.

That holds for pages, for their drafts and old versions, and for the source that translations are made from: the last two
are JSON with the same field, which had primary keys and has rows now.
"""

import json

from django.db import migrations


def as_rows(page, organisations):
    """Return organisations' primary keys as rows of a page in JSON."""
    return [
        {
            "pk": None,
            "sort_order": position,
            "project": page,
            "organisation": pk,
            "role": "partner",
            "country": "",
            "phase": None,
        }
        for position, pk in enumerate(organisations)
    ]


def as_keys(page, rows):
    """Return rows in JSON as primary keys of organisations; a partner that is no organisation can't be kept."""
    return list(dict.fromkeys(row["organisation"] for row in rows if row["organisation"]))


def rewrite_json(apps, convert):
    """Convert the partners in all versions of project pages and in the sources of their translations."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="projects", model="projectpage")
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=types).iterator():
        revision.content["partners"] = convert(int(revision.object_id), revision.content.get("partners", []))
        revision.save(update_fields=["content"])
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for source in sources.filter(specific_content_type__in=types).iterator():
        content = json.loads(source.content_json)
        content["partners"] = convert(content["pk"], content.get("partners", []))
        source.content_json = json.dumps(content)
        source.save(update_fields=["content_json"])


def forwards(apps, schema_editor):
    partner = apps.get_model("projects", "ProjectPartner")
    chosen = apps.get_model("projects", "ProjectPage").partners_before.through.objects.order_by(
        "projectpage_id", "organisation__name", "organisation_id"
    )
    partner.objects.bulk_create(
        partner(project_id=row.projectpage_id, organisation_id=row.organisation_id, sort_order=position)
        for position, row in enumerate(chosen)
    )
    rewrite_json(apps, as_rows)


def backwards(apps, schema_editor):
    through = apps.get_model("projects", "ProjectPage").partners_before.through.objects
    rows = apps.get_model("projects", "ProjectPartner").objects.exclude(organisation=None)
    through.bulk_create(
        through.model(projectpage_id=page, organisation_id=organisation)
        for page, organisation in rows.order_by().values_list("project", "organisation").distinct()
    )
    rewrite_json(apps, as_keys)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0006_project_in_full"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
