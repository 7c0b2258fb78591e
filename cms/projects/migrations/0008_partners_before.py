from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_partners_as_rows"),
    ]

    operations = [migrations.RemoveField(model_name="projectpage", name="partners_before")]
