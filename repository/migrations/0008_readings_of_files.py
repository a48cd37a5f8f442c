import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repository", "0007_embargo_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reading", models.JSONField(blank=True, null=True)),
                ("readers", models.CharField(blank=True, max_length=40)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("seconds", models.FloatField(blank=True, null=True)),
                ("has_proposals", models.BooleanField(default=False)),
                (
                    "gravity",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "None"), (1, "Info"), (2, "Warning"), (3, "Error")], default=0
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inspection",
                        to="repository.datafile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["id"], name="inspection_waiting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=60)),
                ("kind", models.CharField(choices=[("used", "Used"), ("refused", "Refused")], max_length=8)),
                ("mark", models.CharField(max_length=32)),
                ("value", models.JSONField(blank=True, null=True)),
                ("before", models.JSONField(blank=True, null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal_answers",
                        to="repository.dataset",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["dataset_id", "field"],
                "constraints": [models.UniqueConstraint(fields=("dataset", "field"), name="proposal_answer_once")],
            },
        ),
    ]
