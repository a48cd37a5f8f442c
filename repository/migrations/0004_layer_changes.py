from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repository", "0003_sources")]

    operations = [
        migrations.AddField("snapshot", "changes", models.JSONField(blank=True, null=True)),
    ]
