"""Records are sorted by their identifier along an index, as by every other key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repository", "0027_records_that_can_be_asked"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="catalogueentry",
            index=models.Index(fields=["identifier", "id"], name="catalogue_by_identifier"),
        ),
    ]
