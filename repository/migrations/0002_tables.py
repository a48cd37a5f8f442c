"""All tables of the spine but that of people; the numbers, and what the database does by itself when the catalogue changes."""

import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import repository.lifecycle
import repository.models.catalogue
import repository.models.saved_search
import uuid
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

from repository.models.tables import AllTables


NUMBERS = "CREATE SEQUENCE IF NOT EXISTS repository_number START WITH 1001"
NO_NUMBERS = "DROP SEQUENCE IF EXISTS repository_number"

# Every change of the catalogue is numbered by the database itself, in the order in which it is seen.
CHANGES = """
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
    INSERT INTO repository_catalogueepoch (id, key) VALUES (1, gen_random_uuid());
"""
NO_CHANGES = """
    DROP TRIGGER catalogue_added ON repository_catalogueentry;
    DROP TRIGGER catalogue_replaced ON repository_catalogueentry;
    DROP TRIGGER catalogue_removed ON repository_catalogueentry;
    DROP FUNCTION repository_catalogue_changed();
    DROP SEQUENCE repository_cataloguechange_numbers;
"""

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


def make_caches(apps, editor):
    """The tables of the database caches (setting CACHES); one that is there stays."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('repository', '0002_doi_registration'),
        ('repository', '0003_accounts'),
        ('repository', '0004_agreement'),
        ('repository', '0005_allowance_requests'),
        ('repository', '0006_pages'),
        ('repository', '0007_embargo_day'),
        ('repository', '0008_readings_of_files'),
        ('repository', '0009_uploads'),
        ('repository', '0010_vocabularies'),
        ('repository', '0011_many_files'),
        ('repository', '0012_organisations'),
        ('repository', '0013_personal_tokens'),
        ('repository', '0014_templates'),
        ('repository', '0015_wordings'),
        ('repository', '0016_uploads_in_buckets'),
        ('repository', '0017_deposit_people'),
        ('repository', '0018_share_scope'),
        ('repository', '0019_previews'),
        ('repository', '0020_reader_messages'),
        ('repository', '0021_usage'),
        ('repository', '0022_who_was_told'),
        ('repository', '0023_amounts_of_layers'),
        ('repository', '0024_catalogue_changes'),
        ('repository', '0025_stations'),
        ('repository', '0026_saved_searches'),
        ('repository', '0027_records_that_can_be_asked'),
        ('repository', '0028_records_by_identifier'),
        ('repository', '0029_long_saved_searches'),
        ('repository', '0030_notices'),
        ('repository', '0031_elsewhere'),
        ('repository', '0032_advisers'),
    ]

    dependencies = [
        ('repository', '0001_people'),
    ]

    operations = [
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        AllTables(operations=[
            migrations.CreateModel(
                name='Pole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('name_en', models.CharField(max_length=120)),
                    ('name_fr', models.CharField(max_length=120)),
                    ('scope_en', models.TextField(blank=True)),
                    ('scope_fr', models.TextField(blank=True)),
                    ('mail', models.EmailField(blank=True, max_length=254)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ('position', 'code'),
                },
            ),
            migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                    ('token_sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('role', models.CharField(choices=[('operator', 'operator'), ('moderator', 'moderator'), ('adviser', 'scientific adviser'), ('depositor', 'depositor'), ('co_author', 'co-author'), ('reader', 'reader'), ('reviewer', 'reviewer'), ('link', 'bearer of a private link'), ('data_centre', 'data centre')], max_length=20)),
                    ('pole', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.pole')),
                    ('deposit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.deposit')),
                    ('dataset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.dataset')),
                    ('until', models.DateTimeField(blank=True, null=True)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('token_sha256', '')), models.Q(('person__isnull', True), models.Q(('token_sha256', ''), _negated=True)), _connector='OR'), name='grant_has_one_kind_of_holder'), models.CheckConstraint(condition=models.Q(models.Q(('deposit__isnull', True), ('pole__isnull', True)), models.Q(('dataset__isnull', True), ('pole__isnull', True)), models.Q(('dataset__isnull', True), ('deposit__isnull', True)), _connector='OR'), name='grant_has_at_most_one_scope')],
                },
            ),
            migrations.CreateModel(
                name='Allowance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='allowance', to=settings.AUTH_USER_MODEL)),
                    ('deposit_bytes', models.BigIntegerField(blank=True, null=True)),
                    ('deposit_files', models.PositiveIntegerField(blank=True, null=True)),
                    ('core_hours', models.PositiveIntegerField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name='Deposit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to=settings.AUTH_USER_MODEL)),
                    ('shared', models.JSONField(blank=True, default=dict)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('modified', models.DateTimeField(default=django.utils.timezone.now)),
                    ('kept_bytes', models.BigIntegerField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-modified'],
                },
            ),
            migrations.CreateModel(
                name='Dataset',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('deposit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='datasets', to='repository.deposit')),
                    ('position', models.PositiveIntegerField(default=1)),
                    ('prefix', models.CharField(max_length=40)),
                    ('suffix', models.CharField(max_length=80, unique=True)),
                    ('registrar', models.CharField(default='local', max_length=20)),
                    ('reserved_at', models.DateTimeField(blank=True, null=True)),
                    ('former_dois', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=121), blank=True, default=list, size=None)),
                    ('draft', models.JSONField(blank=True, default=dict)),
                    ('draft_revision', models.PositiveIntegerField(default=0)),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('changes_requested', 'changes_requested'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('published', 'published')], default=repository.lifecycle.DatasetState['DRAFT'], max_length=20)),
                    ('standing', models.CharField(choices=[('unpublished', 'unpublished'), ('public', 'public'), ('withdrawn', 'withdrawn')], default=repository.lifecycle.Standing['UNPUBLISHED'], max_length=12)),
                    ('access', models.CharField(choices=[('open', 'open'), ('embargoed', 'embargoed'), ('restricted', 'restricted')], default='open', max_length=12)),
                    ('embargo_until', models.DateField(blank=True, null=True)),
                    ('poles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('submitted_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submitted_for', to='repository.recordversion')),
                    ('current_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_for', to='repository.recordversion')),
                    ('datestamp', models.DateTimeField(blank=True, null=True)),
                    ('oai_sets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                    ('previewed_at', models.DateTimeField(blank=True, null=True)),
                    ('elsewhere', models.JSONField(blank=True, default=list)),
                    ('first_published', models.DateField(blank=True, null=True)),
                    ('withdrawn_on', models.DateField(blank=True, null=True)),
                    ('withdrawal_reason', models.TextField(blank=True)),
                    ('is_removed', models.BooleanField(default=False)),
                    ('is_synthetic', models.BooleanField(default=False)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('modified', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['position', 'id'],
                    'indexes': [models.Index(condition=models.Q(('datestamp__isnull', False)), fields=['datestamp', 'id'], name='dataset_harvest'), models.Index(fields=['state'], name='dataset_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('datestamp__isnull', True), ('standing', 'unpublished')), models.Q(models.Q(('standing', 'unpublished'), _negated=True), ('datestamp__isnull', False)), _connector='OR'), name='dataset_public_has_datestamp'), models.CheckConstraint(condition=models.Q(models.Q(('access', 'embargoed'), _negated=True), ('embargo_until__isnull', False), ('state__in', ['draft', 'changes_requested']), _connector='OR'), name='dataset_embargo_has_date')],
                },
            ),
            migrations.CreateModel(
                name='RecordVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_versions', to='repository.dataset')),
                    ('number', models.PositiveIntegerField()),
                    ('document', models.BinaryField()),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('note', models.TextField(blank=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('is_sealed', models.BooleanField(default=False)),
                    ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                    ('access', models.CharField(choices=[('open', 'open'), ('embargoed', 'embargoed'), ('restricted', 'restricted')], default='open', max_length=12)),
                    ('embargo_until', models.DateField(blank=True, null=True)),
                    ('files', models.JSONField(blank=True, default=list)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset_id', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'number'), name='record_version_number')],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(unique=True)),
                    ('text_en', models.TextField()),
                    ('text_fr', models.TextField()),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['-version'],
                },
            ),
            migrations.CreateModel(
                name='AgreementAcceptance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record_version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_acceptance', to='repository.recordversion')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.agreement')),
                    ('language', models.CharField(max_length=5)),
                    ('sha256', models.CharField(max_length=64)),
                    ('forwarding', models.BooleanField(null=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='AllowanceRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allowance_requests', to=settings.AUTH_USER_MODEL)),
                    ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allowance_requests', to='repository.deposit')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wanted_bytes', models.BigIntegerField()),
                    ('reason', models.TextField()),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('granted_bytes', models.BigIntegerField(blank=True, null=True)),
                    ('answer', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['asked_at', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('person',), name='one_open_allowance_request')],
                },
            ),
            migrations.CreateModel(
                name='CatalogueEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_entry', to='repository.dataset')),
                    ('origin', models.CharField(default='local', max_length=40)),
                    ('identifier', models.CharField(max_length=200, unique=True)),
                    ('title', models.TextField()),
                    ('title_language', models.CharField(blank=True, max_length=12)),
                    ('abstract', models.TextField(blank=True)),
                    ('creators', models.JSONField(blank=True, default=list)),
                    ('poles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                    ('published', models.DateField(null=True)),
                    ('modified', models.DateTimeField(null=True)),
                    ('period', models.CharField(blank=True, max_length=80)),
                    ('place', models.CharField(blank=True, max_length=160)),
                    ('access', models.CharField(default='open', max_length=12)),
                    ('found_by', models.JSONField(null=True)),
                    ('queried', models.JSONField(null=True)),
                    ('any_text', models.TextField(blank=True, default='')),
                    ('hull', repository.models.catalogue.NativeField(native='box', null=True)),
                    ('areas', repository.models.catalogue.NativeField(native='polygon[]', null=True)),
                    ('days', repository.models.catalogue.NativeField(native='int8multirange', null=True)),
                    ('order_title', models.TextField(blank=True, default='')),
                    ('order_creator', models.TextField(blank=True, default='')),
                    ('order_publisher', models.TextField(blank=True, default='')),
                    ('order_type', models.TextField(blank=True, default='')),
                    ('order_published', models.DateField(default=datetime.date(1, 1, 1))),
                    ('order_modified', models.DateTimeField(default=datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                    ('order_began', models.BigIntegerField(default=-4611686018427387904)),
                    ('order_ended', models.BigIntegerField(default=-4611686018427387904)),
                ],
                options={
                    'ordering': ['-published', '-id'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['poles'], name='catalogue_poles'), models.Index(fields=['-published', '-id'], name='catalogue_newest'), django.contrib.postgres.indexes.GinIndex(fields=['queried'], name='catalogue_queried', opclasses=['jsonb_path_ops']), django.contrib.postgres.indexes.GistIndex(fields=['hull'], name='catalogue_hull'), django.contrib.postgres.indexes.GistIndex(fields=['days'], name='catalogue_days'), models.Index(fields=['identifier', 'id'], name='catalogue_by_identifier'), models.Index(fields=['order_title', 'id'], name='catalogue_by_title'), models.Index(fields=['order_creator', 'id'], name='catalogue_by_creator'), models.Index(fields=['order_publisher', 'id'], name='catalogue_by_publisher'), models.Index(fields=['order_type', 'id'], name='catalogue_by_type'), models.Index(fields=['order_published', 'id'], name='catalogue_by_published'), models.Index(fields=['order_modified', 'id'], name='catalogue_by_modified'), models.Index(fields=['order_began', 'id'], name='catalogue_by_began'), models.Index(fields=['order_ended', 'id'], name='catalogue_by_ended')],
                },
            ),
            migrations.CreateModel(
                name='CatalogueChange',
                fields=[
                    ('entry', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('number', models.BigIntegerField(unique=True)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='CatalogueEpoch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4)),
                ],
            ),
            migrations.CreateModel(
                name='LifecycleEvent',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('type', models.CharField(max_length=60)),
                    ('subject_type', models.CharField(max_length=40)),
                    ('subject_id', models.CharField(max_length=40)),
                    ('dataset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='repository.dataset')),
                    ('deposit_id', models.UUIDField(blank=True, db_index=True, null=True)),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.TextField(blank=True)),
                    ('payload', models.JSONField(blank=True, default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('once', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['subject_type', 'subject_id', 'type'], name='event_subject')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='repository.lifecycleevent')),
                    ('consumer', models.CharField(max_length=120)),
                    ('lane', models.CharField(max_length=80)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('lease_token', models.UUIDField(blank=True, null=True)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('last_error', models.TextField(blank=True)),
                    ('held_at', models.DateTimeField(blank=True, null=True)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('waits_for', models.CharField(blank=True, max_length=40)),
                    ('told', models.JSONField(blank=True, default=list)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_at'], name='delivery_open'), models.Index(condition=models.Q(('done_at__isnull', True)), fields=['lane'], name='delivery_lane'), models.Index(condition=models.Q(('done_at__isnull', True), models.Q(('waits_for', ''), _negated=True)), fields=['waits_for', 'due_at'], name='delivery_waits')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'consumer'), name='delivery_once_per_consumer')],
                },
            ),
            migrations.CreateModel(
                name='DataFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.BigIntegerField(unique=True)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_files', to='repository.dataset')),
                    ('original_name', models.CharField(max_length=400)),
                    ('size', models.BigIntegerField()),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('media_type', models.CharField(default='application/octet-stream', max_length=120)),
                    ('draft_path', models.CharField(blank=True, max_length=200)),
                    ('archived_name', models.CharField(blank=True, max_length=120)),
                    ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='DraftFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_files', to='repository.dataset')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draft_places', to='repository.datafile')),
                    ('path', models.CharField(max_length=400)),
                    ('role', models.CharField(choices=[('data', 'data'), ('document', 'document'), ('thumbnail', 'picture')], default='data', max_length=12)),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'id'],
                    'indexes': [models.Index(fields=['dataset', 'position', 'path'], name='draft_file_order')],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'path'), name='draft_file_path')],
                },
            ),
            migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.BigIntegerField(unique=True)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='repository.dataset')),
                    ('interval_begin', models.CharField(blank=True, max_length=32)),
                    ('interval_end', models.CharField(blank=True, max_length=32)),
                    ('date', models.DateField()),
                    ('document', models.BinaryField(default=bytes)),
                    ('document_name', models.CharField(blank=True, max_length=120)),
                    ('document_sha256', models.CharField(blank=True, max_length=64)),
                    ('manifest_sha256', models.CharField(blank=True, max_length=64)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('file_count', models.PositiveIntegerField(blank=True, null=True)),
                    ('byte_count', models.BigIntegerField(blank=True, null=True)),
                    ('added_files', models.PositiveIntegerField(blank=True, null=True)),
                    ('added_bytes', models.BigIntegerField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-number'],
                },
            ),
            migrations.CreateModel(
                name='LayerFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layer_files', to='repository.snapshot')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layer_places', to='repository.datafile')),
                    ('path', models.CharField(max_length=400)),
                    ('role', models.CharField(choices=[('data', 'data'), ('document', 'document'), ('thumbnail', 'picture')], default='data', max_length=12)),
                    ('position', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'id'],
                    'indexes': [models.Index(fields=['snapshot', 'position', 'path'], name='layer_file_order')],
                    'constraints': [models.UniqueConstraint(fields=('snapshot', 'path'), name='layer_file_path')],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='repository.dataset')),
                    ('number', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('layer', 'new layer'), ('record', 'record only')], max_length=8)),
                    ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='repository.recordversion')),
                    ('snapshot', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='repository.snapshot')),
                    ('date', models.DateField()),
                    ('note', models.TextField(blank=True)),
                    ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('sealed_at', models.DateTimeField(blank=True, null=True)),
                    ('replicated_at', models.DateTimeField(blank=True, null=True)),
                    ('registered_at', models.DateTimeField(blank=True, null=True)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['dataset_id', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'number'), name='publication_number'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('dataset',), name='publication_one_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='Inspection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='inspection', to='repository.datafile')),
                    ('reading', models.JSONField(blank=True, null=True)),
                    ('readers', models.CharField(blank=True, max_length=40)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('seconds', models.FloatField(blank=True, null=True)),
                    ('has_proposals', models.BooleanField(default=False)),
                    ('gravity', models.PositiveSmallIntegerField(choices=[(0, 'None'), (1, 'Info'), (2, 'Warning'), (3, 'Error')], default=0)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['id'], name='inspection_waiting'), models.Index(condition=models.Q(('gravity__gt', 0)), fields=['file'], name='inspection_troubled')],
                },
            ),
            migrations.CreateModel(
                name='ProposalAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposal_answers', to='repository.dataset')),
                    ('field', models.CharField(max_length=60)),
                    ('kind', models.CharField(choices=[('used', 'Used'), ('refused', 'Refused')], max_length=8)),
                    ('mark', models.CharField(max_length=32)),
                    ('value', models.JSONField(blank=True, null=True)),
                    ('before', models.JSONField(blank=True, null=True)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset_id', 'field'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'field'), name='proposal_answer_once')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='repository.deposit')),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('role', models.CharField(choices=[('operator', 'operator'), ('moderator', 'moderator'), ('adviser', 'scientific adviser'), ('depositor', 'depositor'), ('co_author', 'co-author'), ('reader', 'reader'), ('reviewer', 'reviewer'), ('link', 'bearer of a private link'), ('data_centre', 'data centre')], max_length=20)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('language', models.CharField(default='en', max_length=5)),
                    ('issue', models.PositiveSmallIntegerField(default=1)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires', models.DateTimeField()),
                    ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['created', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True)), fields=('deposit', 'email'), name='invitation_open_once')],
                },
            ),
            migrations.CreateModel(
                name='ReviewerLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('grant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reviewer_link', to='repository.grant')),
                    ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviewer_links', to='repository.deposit')),
                    ('label', models.CharField(blank=True, max_length=120)),
                    ('may_download', models.BooleanField(default=True)),
                    ('hides_authors', models.BooleanField(default=False)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('opened', models.PositiveIntegerField(default=0)),
                    ('last_opened', models.DateField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['created', 'id'],
                },
            ),
            migrations.CreateModel(
                name='LookedFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looked_files', to='repository.reviewerlink')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.datafile')),
                    ('known', models.CharField(max_length=64)),
                    ('tells', models.JSONField(blank=True, default=list)),
                    ('is_whole', models.BooleanField(default=True)),
                    ('is_given', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('link', 'file'), name='looked_file_once')],
                },
            ),
            migrations.CreateModel(
                name='ReaderMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reader_messages', to='repository.dataset')),
                    ('kind', models.CharField(choices=[('authors', 'Authors'), ('problem', 'Problem')], max_length=8)),
                    ('name', models.CharField(max_length=200)),
                    ('reply_to', models.EmailField(max_length=254)),
                    ('text', models.TextField()),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='NotificationChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notification_choices', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(max_length=40)),
                    ('when', models.CharField(choices=[('now', 'at once'), ('daily', 'once a day, in one mail'), ('never', 'not by mail')], max_length=8)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notification_choice_once')],
                },
            ),
            migrations.CreateModel(
                name='Digest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL)),
                    ('day', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='digest_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='DigestLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digest_lines', to=settings.AUTH_USER_MODEL)),
                    ('digest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='repository.digest')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.lifecycleevent')),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', models.TextField()),
                    ('address', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('person', 'event', 'kind'), name='digest_line_once')],
                },
            ),
            migrations.CreateModel(
                name='MailServer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('away_since', models.DateTimeField(blank=True, null=True)),
                    ('next_try', models.DateTimeField(blank=True, null=True)),
                    ('tries', models.PositiveIntegerField(default=0)),
                    ('reason', models.TextField(blank=True)),
                    ('spent_until', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ror', models.CharField(max_length=9, unique=True)),
                    ('name', models.CharField(max_length=300)),
                    ('labels', models.JSONField(blank=True, default=dict)),
                    ('others', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('acronyms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('country', models.CharField(blank=True, max_length=2)),
                    ('city', models.CharField(blank=True, max_length=100)),
                    ('funder_id', models.CharField(blank=True, max_length=20)),
                    ('is_funder', models.BooleanField(default=False)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_delivered', models.BooleanField(default=False)),
                    ('digest', models.CharField(max_length=64)),
                ],
            ),
            migrations.CreateModel(
                name='OrganisationName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='repository.organisation')),
                    ('kind', models.SmallIntegerField(choices=[(0, 'Label'), (1, 'Acronym'), (2, 'Other')])),
                    ('is_funder', models.BooleanField(default=False)),
                    ('folded', models.CharField(max_length=300)),
                    ('words', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('folded', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ],
                options={
                    'indexes': [models.Index(fields=['folded'], name='organisation_name_beginning', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='organisation_name_words')],
                },
            ),
            migrations.CreateModel(
                name='Page',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.CharField(max_length=40)),
                    ('language', models.CharField(max_length=5)),
                    ('version', models.PositiveIntegerField()),
                    ('text', models.TextField(blank=True)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['slug', 'language', '-version'],
                    'constraints': [models.UniqueConstraint(fields=('slug', 'language', 'version'), name='page_version')],
                },
            ),
            migrations.CreateModel(
                name='Preview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preview', to='repository.datafile')),
                    ('document', models.JSONField(blank=True, null=True)),
                    ('stations', models.JSONField(blank=True, null=True)),
                    ('station_count', models.PositiveIntegerField(default=0)),
                    ('picture', models.BinaryField(blank=True, default=bytes)),
                    ('picture_type', models.CharField(blank=True, max_length=40)),
                    ('picture_sha256', models.CharField(blank=True, max_length=64)),
                    ('makers', models.CharField(max_length=20)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('station_count__gt', 0)), fields=['file'], name='preview_stations')],
                },
            ),
            migrations.CreateModel(
                name='DoiAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doi_attempts', to='repository.dataset')),
                    ('doi', models.CharField(blank=True, max_length=121)),
                    ('registrar', models.CharField(max_length=20)),
                    ('action', models.CharField(max_length=20)),
                    ('sent_sha256', models.CharField(max_length=64)),
                    ('outcome', models.CharField(max_length=20)),
                    ('detail', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['doi', '-id'], name='doi_attempt_newest')],
                },
            ),
            migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='repository.dataset')),
                    ('format', models.CharField(max_length=40)),
                    ('media_type', models.CharField(max_length=80)),
                    ('body', models.BinaryField()),
                    ('etag', models.CharField(max_length=64)),
                    ('renderer', models.CharField(default='1', max_length=20)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'format'), name='rendition_once_per_format')],
                },
            ),
            migrations.CreateModel(
                name='SavedSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('query', models.TextField()),
                    ('feed', models.CharField(default=repository.models.saved_search.new_feed_key, max_length=43, unique=True)),
                    ('seen', models.BigIntegerField(default=0)),
                    ('looked', models.DateTimeField(default=django.utils.timezone.now)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(models.F('person'), django.db.models.functions.text.MD5('query'), name='saved_search_once')],
                },
            ),
            migrations.CreateModel(
                name='StationReading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='station_reading', to='repository.datafile')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.dataset')),
                    ('stations', models.PositiveIntegerField(default=0)),
                    ('is_cut', models.BooleanField(default=False)),
                    ('variables', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                    ('readers', models.CharField(max_length=20)),
                    ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('stations__gt', 0)), fields=['dataset', 'file'], name='station_reading_some')],
                },
            ),
            migrations.CreateModel(
                name='Station',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.dataset')),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.datafile')),
                    ('number', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('profile', 'cast'), ('series', 'series in time'), ('path', 'path'), ('sample', 'sample'), ('area', 'whole file')], max_length=8)),
                    ('name', models.CharField(blank=True, max_length=80)),
                    ('west', models.FloatField(null=True)),
                    ('south', models.FloatField(null=True)),
                    ('east', models.FloatField(null=True)),
                    ('north', models.FloatField(null=True)),
                    ('begin', models.CharField(blank=True, max_length=20)),
                    ('end', models.CharField(blank=True, max_length=20)),
                    ('first_day', models.IntegerField(null=True)),
                    ('last_day', models.IntegerField(null=True)),
                    ('top', models.FloatField(null=True)),
                    ('bottom', models.FloatField(null=True)),
                    ('observations', models.PositiveIntegerField(default=0)),
                    ('variables', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ],
                options={
                    'ordering': ['dataset_id', 'file_id', 'number'],
                    'indexes': [models.Index(fields=['dataset', 'file', 'number'], include=('west', 'south', 'east', 'north', 'first_day', 'last_day', 'top', 'bottom'), name='station_inside')],
                    'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='station_number')],
                },
            ),
            migrations.CreateModel(
                name='Template',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='templates', to='repository.dataset')),
                    ('kind', models.CharField(choices=[('deposit', 'Deposit'), ('published', 'Published'), ('file', 'File')], max_length=10)),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('doi', models.CharField(blank=True, max_length=121)),
                    ('dated', models.DateField(blank=True, null=True)),
                    ('dialect', models.CharField(blank=True, max_length=20)),
                    ('document', models.JSONField(default=dict)),
                    ('places', models.JSONField(blank=True, default=dict)),
                    ('remarks', models.JSONField(blank=True, default=list)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset_id', '-id'],
                },
            ),
            migrations.CreateModel(
                name='PersonalToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=100)),
                    ('prefix', models.CharField(max_length=12, unique=True)),
                    ('sha256', models.CharField(max_length=64)),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('deposits:read', 'Read: deposits, descriptions, files and how far each is'), ('deposits:write', 'Describe: open deposits, add and remove datasets, change descriptions'), ('files:write', 'Files: send, replace and remove them'), ('deposits:share', 'Share: see and invite people, change what they may do, make private links'), ('submit', 'Submit: hand datasets to the moderators, take them back, begin corrections')], max_length=20), size=None)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires', models.DateTimeField()),
                    ('last_used', models.DateField(blank=True, null=True)),
                    ('revoked', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-created', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='repository.dataset')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(choices=[('file', 'file'), ('part', 'part'), ('whole', 'whole')], default='file', max_length=8)),
                    ('path', models.CharField(blank=True, max_length=400)),
                    ('is_replacing', models.BooleanField(default=False)),
                    ('metadata', models.TextField(blank=True)),
                    ('length', models.BigIntegerField()),
                    ('offset', models.BigIntegerField(default=0)),
                    ('hashed', models.BigIntegerField(default=0)),
                    ('hash_state', models.BinaryField(default=bytes)),
                    ('boot', models.CharField(blank=True, max_length=40)),
                    ('grown', models.DateTimeField(default=django.utils.timezone.now)),
                    ('sending', models.TextField(blank=True)),
                    ('sample', models.CharField(blank=True, max_length=64)),
                    ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                    ('refusal', models.TextField(blank=True)),
                    ('number', models.BigIntegerField(blank=True, null=True)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires', models.DateTimeField()),
                ],
                options={
                    'ordering': ['created', 'id'],
                    'indexes': [models.Index(condition=models.Q(('number__isnull', True)), fields=['dataset'], name='upload_unfinished'), models.Index(fields=['expires'], name='upload_expires')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('length__gt', 0), ('offset__gte', 0), ('offset__lte', models.F('length'))), name='upload_offset_within_length')],
                },
            ),
            migrations.CreateModel(
                name='UploadPiece',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='repository.upload')),
                    ('number', models.PositiveIntegerField()),
                    ('etag', models.TextField()),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('upload', 'number'), name='upload_piece_once')],
                },
            ),
            migrations.CreateModel(
                name='UploadEnds',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ends', to='repository.upload')),
                    ('first', models.BinaryField(default=bytes)),
                    ('last', models.BinaryField(default=bytes)),
                ],
                options={
                    'verbose_name_plural': 'upload ends',
                },
            ),
            migrations.CreateModel(
                name='UsageMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.dataset')),
                    ('kind', models.CharField(choices=[('view', 'view'), ('download', 'download')], max_length=8)),
                    ('hour', models.DateTimeField()),
                    ('reader', models.BinaryField(max_length=16)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('hour', 'dataset', 'kind', 'reader'), name='usage_mark_once_an_hour')],
                },
            ),
            migrations.CreateModel(
                name='UsageMonth',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='usage', to='repository.dataset')),
                    ('month', models.DateField()),
                    ('views', models.PositiveIntegerField(default=0)),
                    ('downloads', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['dataset_id', 'month'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'month'), name='usage_month_once')],
                },
            ),
            migrations.CreateModel(
                name='ConceptScheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True)),
                    ('titles', models.JSONField(default=dict)),
                    ('address', models.CharField(blank=True, max_length=500)),
                    ('licence', models.CharField(blank=True, max_length=200)),
                    ('version', models.CharField(blank=True, max_length=100)),
                    ('uses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                    ('kind', models.CharField(default='theme', max_length=20)),
                    ('loaded_from', models.CharField(blank=True, max_length=500)),
                    ('content_sha256', models.CharField(blank=True, max_length=64)),
                    ('imported_at', models.DateTimeField(null=True)),
                ],
                options={
                    'ordering': ['slug'],
                },
            ),
            migrations.CreateModel(
                name='Concept',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concepts', to='repository.conceptscheme')),
                    ('uri', models.CharField(max_length=500)),
                    ('notation', models.CharField(blank=True, max_length=200)),
                    ('labels', models.JSONField(default=dict)),
                    ('other_labels', models.JSONField(blank=True, default=dict)),
                    ('definitions', models.JSONField(blank=True, default=dict)),
                    ('is_deprecated', models.BooleanField(default=False)),
                    ('replaced_by', models.CharField(blank=True, max_length=500)),
                    ('digest', models.CharField(max_length=64)),
                    ('broader', models.ManyToManyField(blank=True, related_name='narrower', to='repository.concept')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('scheme', 'uri'), name='concept_uri')],
                },
            ),
            migrations.CreateModel(
                name='ConceptLabel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('concept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='repository.concept')),
                    ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.conceptscheme')),
                    ('language', models.CharField(max_length=12)),
                    ('kind', models.SmallIntegerField(choices=[(0, 'Preferred'), (1, 'Other'), (2, 'Notation')])),
                    ('folded', models.CharField(max_length=300)),
                    ('words', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('folded', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ],
                options={
                    'indexes': [models.Index(fields=['folded'], name='concept_label_beginning', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='concept_label_words')],
                },
            ),
            migrations.CreateModel(
                name='Watch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='repository.dataset')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to=settings.AUTH_USER_MODEL)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('language', models.CharField(default='en', max_length=5)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('email', ''), _negated=True)), _connector='OR'), name='watch_has_one_reader'), models.UniqueConstraint(fields=('dataset', 'person'), name='watch_once_a_person'), models.UniqueConstraint(models.F('dataset'), django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='watch_once_an_address')],
                },
            ),
            migrations.CreateModel(
                name='Webhook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to=settings.AUTH_USER_MODEL)),
                    ('url', models.URLField(max_length=500)),
                    ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('dataset.published', 'A dataset becomes public'), ('dataset.updated', 'A public dataset gets a new layer, or its description is corrected'), ('dataset.withdrawn', 'A dataset is withdrawn')], max_length=20), size=None)),
                    ('scope', models.CharField(choices=[('own', 'Datasets that you write'), ('watched', 'Datasets that you watch'), ('pole', 'All datasets of a discipline')], max_length=8)),
                    ('pole', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.pole')),
                    ('issue', models.PositiveIntegerField(default=1)),
                    ('created', models.DateTimeField(default=django.utils.timezone.now)),
                    ('failing_since', models.DateTimeField(blank=True, null=True)),
                    ('next_try', models.DateTimeField(blank=True, null=True)),
                    ('disabled_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='WebhookAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='repository.webhook')),
                    ('event', models.UUIDField()),
                    ('type', models.CharField(max_length=20)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('problem', models.CharField(blank=True, max_length=200)),
                    ('milliseconds', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Handwriting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handwriting', to='repository.dataset')),
                    ('mark', models.CharField(max_length=32)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'mark'), name='handwriting_once')],
                },
            ),
            migrations.CreateModel(
                name='OtherWording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_wordings', to='repository.dataset')),
                    ('field', models.CharField(max_length=60)),
                    ('row', models.CharField(blank=True, max_length=200)),
                    ('cells', models.JSONField(default=list)),
                    ('is_gone', models.BooleanField(default=False)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('written_at', models.DateTimeField(null=True)),
                    ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset_id', 'pk'],
                },
            ),
        ]),
        migrations.RunSQL(CHANGES, NO_CHANGES),
        migrations.RunSQL(LETTERS, NO_LETTERS),
        migrations.RunPython(make_caches, migrations.RunPython.noop),
    ]
