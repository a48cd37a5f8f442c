"""The chips of the queue are counted along an index; the urgent lane puts a dataset first, whoever opens or ends it."""

from django.conf import settings
from django.db import migrations, models

URGENT = """
    CREATE FUNCTION moderation_mark_urgent() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.is_urgent = EXISTS (SELECT FROM moderation_urgency urgency
            WHERE urgency.dataset_id = NEW.dataset_id AND urgency.settled_at IS NULL);
        RETURN NEW;
    END $$;
    CREATE TRIGGER urgent_when_entered BEFORE INSERT ON moderation_queueentry FOR EACH ROW
        EXECUTE FUNCTION moderation_mark_urgent();
    CREATE FUNCTION moderation_keep_urgency() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE moderation_queueentry SET is_urgent = NEW.settled_at IS NULL WHERE dataset_id = NEW.dataset_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER urgency_in_queue AFTER INSERT OR UPDATE OF settled_at ON moderation_urgency FOR EACH ROW
        EXECUTE FUNCTION moderation_keep_urgency();
    UPDATE moderation_queueentry SET is_urgent = true
        WHERE dataset_id IN (SELECT dataset_id FROM moderation_urgency WHERE settled_at IS NULL);
"""
NOT_URGENT = """
    DROP TRIGGER urgency_in_queue ON moderation_urgency;
    DROP TRIGGER urgent_when_entered ON moderation_queueentry;
    DROP FUNCTION moderation_keep_urgency();
    DROP FUNCTION moderation_mark_urgent();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_conversation"),
        ("repository", "0030_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="queueentry", name="queue_in_order"),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(
                fields=["state", "-is_urgent", "-is_raised", "since", "dataset"], include=("poles",), name="queue_read"
            ),
        ),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(
                fields=["state", "pole_key", "is_urgent", "assignee", "late_from", "to_settle"], name="queue_counted"
            ),
        ),
        migrations.RunSQL(URGENT, NOT_URGENT),
    ]
