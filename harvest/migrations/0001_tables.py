"""How renditions lie; who is in which set, kept by the database itself in the order of lists; where given-on records came from.

Renditions lie uncompressed in their rows: a page of a harvest reads a hundred of them and decompresses none. PostgreSQL
would compress what is longer than 2 kB, and undoing that is a third of the time of a page. Longer than 8 kB still goes
to the table's side store, uncompressed too.

A statement planned once for every set is planned for the largest (``n_distinct``): in the order of the index. For one
of the usual size PostgreSQL would fetch the whole rest of the list and sort it, page after page.
"""

import django.db.models.deletion
from django.db import migrations, models

from repository.models.tables import AllTables


CREATE = """
    CREATE FUNCTION harvest_sets_with_those_above(sets text[]) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
        SELECT DISTINCT array_to_string(names[1:n], ':')
        FROM unnest(sets) AS spec, string_to_array(spec, ':') AS names, generate_series(1, cardinality(names)) AS n
    $$;
    CREATE FUNCTION harvest_items_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO harvest_setmember (spec, datestamp, item)
            SELECT spec, datestamp, id FROM added, harvest_sets_with_those_above(oai_sets::text[]) AS spec
            WHERE datestamp IS NOT NULL;
        RETURN NULL;
    END $$;
    CREATE FUNCTION harvest_item_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.datestamp IS NOT NULL THEN
            DELETE FROM harvest_setmember WHERE datestamp = OLD.datestamp AND item = OLD.id
                AND spec IN (SELECT harvest_sets_with_those_above(OLD.oai_sets::text[]) COLLATE "C");
        END IF;
        IF TG_OP = 'UPDATE' THEN
            INSERT INTO harvest_setmember (spec, datestamp, item)
                SELECT spec, NEW.datestamp, NEW.id FROM harvest_sets_with_those_above(NEW.oai_sets::text[]) AS spec
                WHERE NEW.datestamp IS NOT NULL;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER harvest_added AFTER INSERT ON repository_dataset
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION harvest_items_added();
    CREATE TRIGGER harvest_changed AFTER UPDATE ON repository_dataset FOR EACH ROW
        WHEN (OLD.datestamp IS DISTINCT FROM NEW.datestamp OR OLD.oai_sets IS DISTINCT FROM NEW.oai_sets)
        EXECUTE FUNCTION harvest_item_changed();
    CREATE TRIGGER harvest_removed AFTER DELETE ON repository_dataset FOR EACH ROW
        WHEN (OLD.datestamp IS NOT NULL) EXECUTE FUNCTION harvest_item_changed();
"""
REMOVE = """
    DROP TRIGGER harvest_added ON repository_dataset;
    DROP TRIGGER harvest_changed ON repository_dataset;
    DROP TRIGGER harvest_removed ON repository_dataset;
    DROP FUNCTION harvest_items_added();
    DROP FUNCTION harvest_item_changed();
    DROP FUNCTION harvest_sets_with_those_above(text[]);
"""


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('harvest', '0001_renditions_in_their_rows'),
        ('harvest', '0002_members_of_sets'),
    ]

    dependencies = [
        ('repository', '0002_tables'),
    ]

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
        AllTables(operations=[
            migrations.CreateModel(
                name='SetMember',
                fields=[
                    ('pk', models.CompositePrimaryKey('spec', 'datestamp', 'item', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('spec', models.CharField(db_collation='C', max_length=80)),
                    ('datestamp', models.DateTimeField()),
                    ('item', models.BigIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Origin',
                fields=[
                    ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='origin', serialize=False, to='repository.dataset')),
                    ('base_url', models.URLField(max_length=500)),
                    ('identifier', models.CharField(max_length=500)),
                    ('datestamp', models.CharField(max_length=20)),
                    ('namespace', models.CharField(max_length=300)),
                    ('harvested_at', models.DateTimeField()),
                    ('is_altered', models.BooleanField()),
                    ('chain', models.JSONField(default=list)),
                    ('about', models.BinaryField()),
                ],
                options={
                    'ordering': ['dataset'],
                },
            ),
        ]),
        migrations.RunSQL(
            "ALTER TABLE harvest_setmember ALTER COLUMN spec SET (n_distinct = 1)",
            "ALTER TABLE harvest_setmember ALTER COLUMN spec RESET (n_distinct)",
        ),
        migrations.RunSQL(CREATE, REMOVE),
    ]
