"""All tables of moderation, and the triggers that keep the queue."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from repository.models.tables import AllTables


# The queue is kept by the database itself, whoever moves a dataset.
KEEP = """
    CREATE FUNCTION moderation_keep_queue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.submitted_version_id IS NULL OR NEW.is_synthetic OR NEW.standing = 'withdrawn'
           OR NEW.state NOT IN ('submitted', 'changes_requested', 'accepted') THEN
            DELETE FROM moderation_queueentry WHERE dataset_id = NEW.id;
            RETURN NULL;
        END IF;
        INSERT INTO moderation_queueentry (dataset_id, state, poles, pole_key, version_id, since, target_days, is_urgent,
                is_raised, is_checked, is_correction, round, findings, to_settle, title, title_language, depositor, words)
            SELECT NEW.id, NEW.state, NEW.poles, array_to_string(NEW.poles, ','), version.id, version.created, 5, false,
                false, false, NEW.standing = 'public', 1, 0, 0, '', '', '', ''
            FROM repository_recordversion version WHERE version.id = NEW.submitted_version_id
            ON CONFLICT (dataset_id) DO UPDATE SET
                state = excluded.state, poles = excluded.poles, pole_key = excluded.pole_key,
                since = CASE WHEN moderation_queueentry.version_id = excluded.version_id
                    THEN moderation_queueentry.since ELSE excluded.since END,
                is_checked = moderation_queueentry.is_checked AND moderation_queueentry.version_id = excluded.version_id,
                version_id = excluded.version_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER queue_entered AFTER INSERT ON repository_dataset FOR EACH ROW
        WHEN (NEW.submitted_version_id IS NOT NULL AND NOT NEW.is_synthetic
            AND NEW.state IN ('submitted', 'changes_requested', 'accepted'))
        EXECUTE FUNCTION moderation_keep_queue();
    CREATE TRIGGER queue_kept AFTER UPDATE ON repository_dataset FOR EACH ROW
        WHEN ((OLD.state, OLD.standing, OLD.submitted_version_id, OLD.is_synthetic, OLD.poles)
            IS DISTINCT FROM (NEW.state, NEW.standing, NEW.submitted_version_id, NEW.is_synthetic, NEW.poles))
        EXECUTE FUNCTION moderation_keep_queue();
"""
LET_GO = """
    DROP TRIGGER queue_entered ON repository_dataset;
    DROP TRIGGER queue_kept ON repository_dataset;
    DROP FUNCTION moderation_keep_queue();
"""
# The urgent lane puts a dataset first, whoever opens or ends it.
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
"""
NOT_URGENT = """
    DROP TRIGGER urgency_in_queue ON moderation_urgency;
    DROP TRIGGER urgent_when_entered ON moderation_queueentry;
    DROP FUNCTION moderation_keep_urgency();
    DROP FUNCTION moderation_mark_urgent();
"""


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('moderation', '0001_room'),
        ('moderation', '0002_reviews_at_work'),
        ('moderation', '0003_urgency'),
        ('moderation', '0004_conversation'),
        ('moderation', '0005_queue_counted'),
        ('moderation', '0006_handovers'),
        ('moderation', '0007_checklists_and_suggestions'),
        ('moderation', '0008_scope'),
    ]

    dependencies = [
        ('repository', '0002_tables'),
    ]

    operations = [
        AllTables(operations=[
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='repository.dataset')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('round', models.PositiveIntegerField(default=1)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assigned_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('dataset',), name='review_one_open_per_dataset')],
                },
            ),
            migrations.CreateModel(
                name='ReviewFinding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='moderation.review')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('position', models.PositiveIntegerField()),
                    ('path', models.CharField(blank=True, max_length=500)),
                    ('severity', models.CharField(max_length=8)),
                    ('code', models.CharField(max_length=60)),
                    ('english', models.TextField()),
                    ('french', models.TextField()),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('review', 'record_version', 'position'), name='review_finding_position')],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='moderation.review')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('review', 'person', 'record_version'), name='reading_once')],
                },
            ),
            migrations.CreateModel(
                name='Advice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='moderation.review')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='repository.dataset')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice_asked', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(blank=True, max_length=150)),
                    ('email', models.EmailField(max_length=254)),
                    ('language', models.CharField(default='en', max_length=5)),
                    ('question', models.TextField()),
                    ('grant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='advice', to='repository.grant')),
                    ('issue', models.PositiveSmallIntegerField(default=1)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due', models.DateField()),
                    ('reminders', models.PositiveSmallIntegerField(default=0)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('view', models.CharField(blank=True, choices=[('favourable', 'publish it as it is'), ('needs_changes', 'publish it after changes'), ('unfavourable', 'do not publish it here'), ('no_view', 'I cannot say')], max_length=16)),
                    ('answer', models.TextField(blank=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'advice',
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('ended_at__isnull', True)), fields=('review', 'email'), name='advice_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('view', '')), models.Q(('answered_at__isnull', False), models.Q(('view', ''), _negated=True)), _connector='OR'), name='advice_answer_has_a_view')],
                },
            ),
            migrations.CreateModel(
                name='AcceptanceProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='moderation.review')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('sha256', models.CharField(max_length=64)),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('record_version', 'actor'), name='acceptance_proposed_once')],
                },
            ),
            migrations.CreateModel(
                name='Checklist',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pole', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checklists', to='repository.pole')),
                    ('number', models.PositiveIntegerField()),
                    ('items', models.JSONField(default=list)),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['pole_id', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('pole', 'number'), name='checklist_number', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='ChecklistAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklist_answers', to='moderation.review')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='moderation.checklist')),
                    ('point', models.CharField(max_length=10)),
                    ('kind', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('not_applicable', 'does not apply'), ('open', 'not yet')], max_length=20)),
                    ('note', models.TextField(blank=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['review', 'record_version'], name='checklist_answer_round')],
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='moderation.review')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='repository.dataset')),
                    ('path', models.CharField(blank=True, max_length=500)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('by_moderator', models.BooleanField()),
                    ('text', models.TextField()),
                    ('private', models.BooleanField(default=False)),
                    ('by_mail', models.BooleanField(default=False)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('private', False), ('by_moderator', True), _connector='OR'), name='comment_private_is_a_moderators')],
                },
            ),
            migrations.CreateModel(
                name='CommentFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='moderation.comment')),
                    ('name', models.CharField(max_length=200)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('content', models.BinaryField()),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='moderation.comment')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                ],
                options={
                    'ordering': ['start'],
                    'constraints': [models.UniqueConstraint(fields=('comment', 'start'), name='mention_once_at_a_place')],
                },
            ),
            migrations.CreateModel(
                name='ReceivedMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mark', models.CharField(max_length=64, unique=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('outcome', models.CharField(max_length=40)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['person', 'at'], name='received_of_person')],
                },
            ),
            migrations.CreateModel(
                name='CouncilVote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='council_votes', to='repository.dataset')),
                    ('pole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.pole')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worth', models.CharField(choices=[('yes', 'worth promoting'), ('perhaps', 'to be discussed'), ('no', 'fine where it is')], max_length=8)),
                    ('note', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'pole', 'person'), name='council_votes_once')],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='moderation.review')),
                    ('record_version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='repository.recordversion')),
                    ('sha256', models.CharField(max_length=64)),
                    ('outcome', models.CharField(choices=[('accepted', 'accepted'), ('changes_requested', 'changes requested'), ('rejected', 'rejected')], max_length=20)),
                    ('reason', models.TextField(blank=True)),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'accepted'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_says_why')],
                },
            ),
            migrations.CreateModel(
                name='Discipline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pole', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='discipline', to='repository.pole')),
                    ('target_days', models.PositiveSmallIntegerField(default=5)),
                    ('needs_second_pair', models.BooleanField(default=False)),
                    ('corrections_need_review', models.BooleanField(default=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('target_days__gte', 1), ('target_days__lte', 250)), name='discipline_target_in_a_year')],
                },
            ),
            migrations.CreateModel(
                name='DataCentre',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('name_en', models.CharField(max_length=160)),
                    ('name_fr', models.CharField(max_length=160)),
                    ('url', models.URLField(blank=True)),
                    ('mail', models.EmailField(max_length=254)),
                    ('language', models.CharField(default='en', max_length=5)),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                    ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('delivery', models.CharField(choices=[('pull', 'fetches them with a token'), ('push', 'gets them in its store')], default='pull', max_length=8)),
                    ('store', models.CharField(blank=True, max_length=40)),
                    ('is_active', models.BooleanField(default=True)),
                    ('people', models.ManyToManyField(blank=True, related_name='data_centres', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('delivery', 'push'), _negated=True), models.Q(('store', ''), _negated=True), _connector='OR'), name='centre_push_has_store')],
                },
            ),
            migrations.CreateModel(
                name='Handover',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='moderation.datacentre')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='repository.dataset')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='repository.snapshot')),
                    ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='repository.publication')),
                    ('state', models.CharField(choices=[('blocked', 'blocked'), ('waiting', 'waiting'), ('pushing', 'pushing'), ('failed', 'failed'), ('offered', 'offered'), ('acknowledged', 'acknowledged'), ('integrated', 'integrated'), ('declined', 'declined'), ('closed', 'closed')], max_length=16)),
                    ('why_en', models.TextField()),
                    ('why_fr', models.TextField()),
                    ('transfer_en', models.TextField()),
                    ('transfer_fr', models.TextField()),
                    ('grant', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handover', to='repository.grant')),
                    ('issue', models.PositiveSmallIntegerField(default=0)),
                    ('identifier', models.CharField(blank=True, max_length=300)),
                    ('address', models.URLField(blank=True, max_length=500)),
                    ('note', models.TextField(blank=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0)),
                    ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('offered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [models.Index(condition=models.Q(('state', 'offered')), fields=['told_at'], name='handover_unanswered')],
                    'constraints': [models.UniqueConstraint(fields=('centre', 'snapshot'), name='handover_once_per_layer'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'integrated'), _negated=True), models.Q(('identifier', ''), _negated=True), _connector='OR'), name='handover_integrated_has_identifier')],
                },
            ),
            migrations.CreateModel(
                name='Opinion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='moderation.review')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='repository.recordversion')),
                    ('pole', models.CharField(max_length=40)),
                    ('group', models.CharField(blank=True, max_length=60)),
                    ('group_en', models.CharField(blank=True, max_length=1000)),
                    ('group_fr', models.CharField(blank=True, max_length=1000)),
                    ('required', models.BooleanField(default=False)),
                    ('why_en', models.TextField(blank=True)),
                    ('why_fr', models.TextField(blank=True)),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('view', models.CharField(blank=True, choices=[('favourable', 'favourable'), ('changes', 'needs changes'), ('unfavourable', 'unfavourable')], max_length=12)),
                    ('reason', models.TextField(blank=True)),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('given_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('waived_at', models.DateTimeField(blank=True, null=True)),
                    ('waived_reason', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('record_version', 'pole', 'group'), name='opinion_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', True), ('person__isnull', True), ('view', '')), models.Q(models.Q(('view', ''), _negated=True), ('given_at__isnull', False), ('person__isnull', False)), _connector='OR'), name='opinion_given_is_whole'), models.CheckConstraint(condition=models.Q(('waived_by__isnull', True), models.Q(('waived_reason', ''), _negated=True), _connector='OR'), name='opinion_waived_says_why')],
                },
            ),
            migrations.CreateModel(
                name='QueueEntry',
                fields=[
                    ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='queue_entry', serialize=False, to='repository.dataset')),
                    ('state', models.CharField(max_length=20)),
                    ('poles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('pole_key', models.TextField(blank=True)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.recordversion')),
                    ('since', models.DateTimeField()),
                    ('late_from', models.DateField(blank=True, null=True)),
                    ('target_days', models.PositiveSmallIntegerField(default=5)),
                    ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('is_urgent', models.BooleanField(default=False)),
                    ('is_raised', models.BooleanField(default=False)),
                    ('is_checked', models.BooleanField(default=False)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('round', models.PositiveIntegerField(default=1)),
                    ('findings', models.PositiveIntegerField(default=0)),
                    ('to_settle', models.PositiveIntegerField(default=0)),
                    ('title', models.TextField(blank=True)),
                    ('title_language', models.CharField(blank=True, max_length=35)),
                    ('depositor', models.TextField(blank=True)),
                    ('words', models.TextField(blank=True)),
                ],
                options={
                    'verbose_name_plural': 'queue entries',
                    'indexes': [models.Index(fields=['state', '-is_urgent', '-is_raised', 'since', 'dataset'], include=('poles',), name='queue_read'), models.Index(fields=['state', 'pole_key', 'is_urgent', 'assignee', 'late_from', 'to_settle'], name='queue_counted'), models.Index(fields=['assignee', 'state'], name='queue_of_assignee'), models.Index(fields=['state', 'late_from'], name='queue_by_target')],
                },
            ),
            migrations.CreateModel(
                name='RuleBook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(unique=True)),
                    ('text', models.TextField()),
                    ('note', models.CharField(blank=True, max_length=500)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['-version'],
                },
            ),
            migrations.CreateModel(
                name='ScopeAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scope_answers', to='repository.dataset')),
                    ('question', models.CharField(max_length=60)),
                    ('value', models.CharField(max_length=60)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'question'), name='scope_answer_once')],
                },
            ),
            migrations.CreateModel(
                name='Routing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routings', to='moderation.review')),
                    ('record_version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='routing', to='repository.recordversion')),
                    ('book_version', models.PositiveIntegerField()),
                    ('answers', models.JSONField(default=dict)),
                    ('result', models.JSONField()),
                    ('deciding', models.CharField(blank=True, max_length=40)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='Suggestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='moderation.review')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='repository.dataset')),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('pointer', models.CharField(max_length=500)),
                    ('before', models.JSONField(blank=True, null=True)),
                    ('value', models.JSONField()),
                    ('note', models.TextField(blank=True)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('state', models.CharField(choices=[('open', 'suggested'), ('accepted', 'taken over'), ('refused', 'not taken over'), ('withdrawn', 'withdrawn')], default='open', max_length=12)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answer', models.TextField(blank=True)),
                    ('laid_at', models.CharField(blank=True, max_length=500)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='suggestion_answer_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='Urgency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='urgency', to='repository.dataset')),
                    ('journal', models.CharField(max_length=200)),
                    ('manuscript', models.CharField(max_length=100)),
                    ('wanted_by', models.DateField()),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ending', models.CharField(blank=True, choices=[('given_up', 'given up by the depositor'), ('lowered', 'taken out by a moderator'), ('decided', 'decided')], max_length=10)),
                    ('reason', models.TextField(blank=True)),
                ],
                options={
                    'verbose_name_plural': 'urgencies',
                    'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['dataset'], name='urgency_live')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ending', ''), ('settled_at__isnull', True)), models.Q(('settled_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='urgency_settled_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('ending', 'lowered'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='urgency_lowered_says_why')],
                },
            ),
        ]),
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunSQL(URGENT, NOT_URGENT),
    ]
