import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
from django.conf import settings
from django.db import migrations, models

import cms.projects.countries
import cms.projects.metrics
import cms.projects.models.documents


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_funding_in_documents"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        # Room for the rows of the same name; the next migration writes them.
        migrations.RenameField(model_name="projectpage", old_name="partners", new_name="partners_before"),
        migrations.AddField(
            model_name="projectpage",
            name="acronym",
            field=models.CharField(blank=True, max_length=50, verbose_name="acronym"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="budget",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="budget",
            ),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="contract_date",
            field=models.DateField(blank=True, null=True, verbose_name="contract signed on"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="currency",
            field=models.CharField(
                default="EUR",
                max_length=3,
                validators=[django.core.validators.RegexValidator("^[A-Z]{3}$", "Three letters, ISO 4217: EUR, NOK …")],
                verbose_name="currency",
            ),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="eu_share",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="of this from the programme",
            ),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="legal_basis",
            field=models.CharField(blank=True, max_length=255, verbose_name="legal basis"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="measure",
            field=models.CharField(blank=True, max_length=255, verbose_name="measure"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="objectives",
            field=models.TextField(blank=True, help_text="One a line.", verbose_name="objectives"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="scheme",
            field=models.CharField(blank=True, max_length=255, verbose_name="scheme or call"),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("proposed", "Being prepared"),
                    ("submitted", "Submitted"),
                    ("contracted", "Contract signed"),
                    ("running", "Running"),
                    ("closed", "Closed"),
                ],
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="strand",
            field=models.CharField(blank=True, max_length=255, verbose_name="strand or priority axis"),
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="For example: people, copies, days.", max_length=50, verbose_name="unit"
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["name"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="ProjectDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Policy review"),
                            ("report", "Report"),
                            ("brochure", "Brochure"),
                            ("declaration", "Declaration"),
                            ("publication", "Publication"),
                            ("other", "Other document"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "follows",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("review", "Policy review"),
                            ("report", "Report"),
                            ("brochure", "Brochure"),
                            ("declaration", "Declaration"),
                            ("publication", "Publication"),
                            ("other", "Other document"),
                        ],
                        max_length=20,
                        verbose_name="comes out of",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="In the language of the document. Empty: its kind.",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("european", "European level"),
                            ("national", "national level"),
                            ("regional", "regional level"),
                            ("local", "local level"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=cms.projects.models.documents.languages,
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[("print", "printed"), ("electronic", "electronic")],
                        max_length=20,
                        verbose_name="form",
                    ),
                ),
                (
                    "link",
                    models.URLField(
                        blank=True, help_text="Where it is, if it isn't a file of this site.", verbose_name="link"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtaildocs.document",
                        verbose_name="file",
                    ),
                ),
                (
                    "project",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="projects.projectpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a project",
                "verbose_name_plural": "documents of a project",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "planned",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="planned",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        blank=True,
                        choices=cms.projects.metrics.choices,
                        help_text="The site counts what it knows; what is entered below is added to it.",
                        max_length=50,
                        verbose_name="counted by the site",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "project",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="projects.projectpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator of a project",
                "verbose_name_plural": "indicators of a project",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="value")),
                ("date", models.DateField(verbose_name="date")),
                ("link", models.URLField(blank=True, verbose_name="link")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        help_text="Evidence for the funder. Readers don't see it: there may be names in it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtaildocs.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page that tells of it",
                    ),
                ),
                (
                    "indicator",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="projects.projectindicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "reached value",
                "verbose_name_plural": "reached values",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectPartner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "Coordinator"),
                            ("partner", "Partner"),
                            ("associated", "Associated partner"),
                        ],
                        default="partner",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True, choices=cms.projects.countries.choices, max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "phase",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For partners that take part in one phase only.",
                        null=True,
                        verbose_name="phase",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "project",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="projects.projectpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TargetGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "target group",
                "verbose_name_plural": "target groups",
                "ordering": ["name"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="projectpage",
            name="target_groups",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="+", to="projects.targetgroup", verbose_name="target groups"
            ),
        ),
    ]
