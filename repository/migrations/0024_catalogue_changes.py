"""Every change of the catalogue is numbered by the database itself, in the order in which it is seen."""

import uuid

from django.db import migrations, models

CREATE = """
    CREATE SEQUENCE repository_cataloguechange_numbers;
    CREATE FUNCTION repository_catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(5471001);
        INSERT INTO repository_cataloguechange (entry, number, at)
            SELECT id, nextval('repository_cataloguechange_numbers'), clock_timestamp() FROM changed ORDER BY id
            ON CONFLICT (entry) DO UPDATE SET number = excluded.number, at = excluded.at;
        PERFORM pg_notify('catalogue', '');
        RETURN NULL;
    END $$;
    CREATE TRIGGER catalogue_added AFTER INSERT ON repository_catalogueentry
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION repository_catalogue_changed();
    CREATE TRIGGER catalogue_replaced AFTER UPDATE ON repository_catalogueentry
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION repository_catalogue_changed();
    CREATE TRIGGER catalogue_removed AFTER DELETE ON repository_catalogueentry
        REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION repository_catalogue_changed();
    INSERT INTO repository_cataloguechange (entry, number, at)
        SELECT id, nextval('repository_cataloguechange_numbers'), clock_timestamp() FROM repository_catalogueentry ORDER BY id;
    INSERT INTO repository_catalogueepoch (id, key) VALUES (1, gen_random_uuid());
"""
REMOVE = """
    DROP TRIGGER catalogue_added ON repository_catalogueentry;
    DROP TRIGGER catalogue_replaced ON repository_catalogueentry;
    DROP TRIGGER catalogue_removed ON repository_catalogueentry;
    DROP FUNCTION repository_catalogue_changed();
    DROP SEQUENCE repository_cataloguechange_numbers;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("repository", "0023_amounts_of_layers"),
    ]

    operations = [
        migrations.RemoveIndex("catalogueentry", "catalogue_words"),
        migrations.RemoveField("catalogueentry", "search"),
        migrations.AddField("catalogueentry", "found_by", models.JSONField(null=True)),
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="CatalogueEpoch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunSQL(CREATE, REMOVE),
    ]
