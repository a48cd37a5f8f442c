"""The words of the queue are found by an index where the server has pg_trgm and this owner may have it."""

from django.db import migrations

WORDS = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX IF NOT EXISTS queue_words ON moderation_queueentry USING gin (words gin_trgm_ops);
        END IF;
    EXCEPTION WHEN insufficient_privilege OR undefined_object OR undefined_file THEN
        RAISE NOTICE 'pg_trgm cannot be had: texts are read whole';
    END $$;
"""

NO_WORDS = "DROP INDEX IF EXISTS queue_words;"


class Migration(migrations.Migration):
    """An index that not every server can have, so it is none of the model's."""

    dependencies = [("moderation", "0001_tables")]
    operations = [migrations.RunSQL(WORDS, NO_WORDS)]
