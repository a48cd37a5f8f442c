import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repository", "0015_wordings"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="grown",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="upload",
            name="sample",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="upload",
            name="sending",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="UploadEnds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.BinaryField(default=bytes)),
                ("last", models.BinaryField(default=bytes)),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ends", to="repository.upload"
                    ),
                ),
            ],
            options={"verbose_name_plural": "upload ends"},
        ),
        migrations.CreateModel(
            name="UploadPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("etag", models.TextField()),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="repository.upload"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("upload", "number"), name="upload_piece_once")],
            },
        ),
    ]
