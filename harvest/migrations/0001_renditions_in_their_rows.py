"""Renditions lie uncompressed in their rows: a page of a harvest reads a hundred of them and decompresses none.

PostgreSQL would compress what is longer than 2 kB, and undoing that is a third of the time of a page. Longer than
8 kB still goes to the table's side store, uncompressed too.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("repository", "0001_spine")]

    operations = [
        migrations.RunSQL(
            sql=[
                "ALTER TABLE repository_rendition ALTER COLUMN body SET STORAGE EXTERNAL",
                "ALTER TABLE repository_rendition SET (toast_tuple_target = 8160)",
            ],
            reverse_sql=[
                "ALTER TABLE repository_rendition ALTER COLUMN body SET STORAGE EXTENDED",
                "ALTER TABLE repository_rendition RESET (toast_tuple_target)",
            ],
        ),
    ]
