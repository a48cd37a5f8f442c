"""The ROR of a person's affiliation, and the table of what all web processes count together."""

from typing import Any

from django.core.management import call_command
from django.db import migrations, models


def make_table(apps: Any, editor: Any) -> None:
    """The table of the database cache (setting CACHES)."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("repository", "0002_doi_registration")]

    operations = [
        migrations.AddField(
            "person",
            "affiliation_ror",
            models.CharField(max_length=9, blank=True, default="", verbose_name="ROR of the affiliation"),
            preserve_default=False,
        ),
        migrations.RunPython(make_table, migrations.RunPython.noop),
    ]
