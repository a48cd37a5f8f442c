"""What catalogue protocols ask of an entry stands in its row; `catalogue_rebuild` or the follower fills old rows."""

import datetime
import django.contrib.postgres.indexes
import repository.models.catalogue
from django.db import migrations, models

# Parts of words are found by an index where the server has pg_trgm and this owner may have it; else by reading all.
LETTERS = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX IF NOT EXISTS catalogue_any_text
                ON repository_catalogueentry USING gin (any_text gin_trgm_ops);
        END IF;
    EXCEPTION WHEN insufficient_privilege OR undefined_object OR undefined_file THEN
        RAISE NOTICE 'pg_trgm cannot be had: texts are read whole';
    END $$;
"""
NO_LETTERS = "DROP INDEX IF EXISTS catalogue_any_text;"


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0026_saved_searches'),
    ]

    operations = [
        migrations.AddField(
            model_name='catalogueentry',
            name='any_text',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='areas',
            field=repository.models.catalogue.NativeField(native='polygon[]', null=True),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='days',
            field=repository.models.catalogue.NativeField(native='int8multirange', null=True),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='hull',
            field=repository.models.catalogue.NativeField(native='box', null=True),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_began',
            field=models.BigIntegerField(default=-4611686018427387904),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_creator',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_ended',
            field=models.BigIntegerField(default=-4611686018427387904),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_modified',
            field=models.DateTimeField(default=datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_published',
            field=models.DateField(default=datetime.date(1, 1, 1)),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_publisher',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_title',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='order_type',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='catalogueentry',
            name='queried',
            field=models.JSONField(null=True),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['queried'], name='catalogue_queried', opclasses=['jsonb_path_ops']),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=django.contrib.postgres.indexes.GistIndex(fields=['hull'], name='catalogue_hull'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=django.contrib.postgres.indexes.GistIndex(fields=['days'], name='catalogue_days'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_title', 'id'], name='catalogue_by_title'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_creator', 'id'], name='catalogue_by_creator'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_publisher', 'id'], name='catalogue_by_publisher'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_type', 'id'], name='catalogue_by_type'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_published', 'id'], name='catalogue_by_published'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_modified', 'id'], name='catalogue_by_modified'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_began', 'id'], name='catalogue_by_began'),
        ),
        migrations.AddIndex(
            model_name='catalogueentry',
            index=models.Index(fields=['order_ended', 'id'], name='catalogue_by_ended'),
        ),
        migrations.RunSQL(LETTERS, NO_LETTERS),
    ]
