from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_retention_date"),
    ]

    operations = [
        migrations.AddField(
            model_name="fundingprogramme",
            name="document_disclaimer",
            field=models.TextField(
                blank=True, help_text="Where it is worded otherwise. Empty: as on the site.", verbose_name="disclaimer"
            ),
        ),
        migrations.AddField(
            model_name="fundingprogramme",
            name="document_statement",
            field=models.TextField(
                blank=True, help_text="Where it is worded otherwise. Empty: as on the site.", verbose_name="statement"
            ),
        ),
        migrations.AddField(
            model_name="fundingprogramme",
            name="fund",
            field=models.CharField(blank=True, max_length=255, verbose_name="fund"),
        ),
        migrations.AddField(
            model_name="fundingprogramme",
            name="managing_authority",
            field=models.CharField(blank=True, max_length=255, verbose_name="managing authority"),
        ),
        migrations.AlterField(
            model_name="fundingprogramme",
            name="statement",
            field=models.TextField(help_text="In full, as the programme words it.", verbose_name="statement"),
        ),
    ]
