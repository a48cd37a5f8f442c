"""The spine's tables, and the sequence that suffixes, file numbers and fragments come from."""


import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import repository.lifecycle
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS repository_number START WITH 1001",
            "DROP SEQUENCE IF EXISTS repository_number",
        ),
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveIntegerField(default=1)),
                ('prefix', models.CharField(max_length=40)),
                ('suffix', models.CharField(max_length=80, unique=True)),
                ('draft', models.JSONField(blank=True, default=dict)),
                ('draft_revision', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('changes_requested', 'changes_requested'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('published', 'published')], default=repository.lifecycle.DatasetState['DRAFT'], max_length=20)),
                ('standing', models.CharField(choices=[('unpublished', 'unpublished'), ('public', 'public'), ('withdrawn', 'withdrawn')], default=repository.lifecycle.Standing['UNPUBLISHED'], max_length=12)),
                ('access', models.CharField(choices=[('open', 'open'), ('embargoed', 'embargoed'), ('restricted', 'restricted')], default='open', max_length=12)),
                ('embargo_until', models.DateField(blank=True, null=True)),
                ('poles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('datestamp', models.DateTimeField(blank=True, null=True)),
                ('oai_sets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
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
            },
        ),
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
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='mail address')),
                ('given_name', models.CharField(blank=True, max_length=150, verbose_name='given name')),
                ('family_name', models.CharField(blank=True, max_length=150, verbose_name='family name')),
                ('orcid', models.CharField(blank=True, max_length=19, verbose_name='ORCID')),
                ('affiliation', models.CharField(blank=True, max_length=300, verbose_name='affiliation')),
                ('language', models.CharField(default='en', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deposit_bytes', models.BigIntegerField(blank=True, null=True)),
                ('deposit_files', models.PositiveIntegerField(blank=True, null=True)),
                ('core_hours', models.PositiveIntegerField(blank=True, null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='allowance', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DataFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(unique=True)),
                ('original_name', models.CharField(max_length=400)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('media_type', models.CharField(default='application/octet-stream', max_length=120)),
                ('draft_path', models.CharField(blank=True, max_length=200)),
                ('archived_name', models.CharField(blank=True, max_length=120)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_files', to='repository.dataset')),
            ],
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('shared', models.JSONField(blank=True, default=dict)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('modified', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-modified'],
            },
        ),
        migrations.AddField(
            model_name='dataset',
            name='deposit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='datasets', to='repository.deposit'),
        ),
        migrations.CreateModel(
            name='DoiAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('registrar', models.CharField(max_length=20)),
                ('action', models.CharField(max_length=20)),
                ('sent_sha256', models.CharField(max_length=64)),
                ('outcome', models.CharField(max_length=20)),
                ('detail', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doi_attempts', to='repository.dataset')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LifecycleEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('type', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=40)),
                ('deposit_id', models.UUIDField(blank=True, db_index=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('payload', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('once', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dataset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='repository.dataset')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consumer', models.CharField(max_length=120)),
                ('lane', models.CharField(max_length=80)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('lease_token', models.UUIDField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='repository.lifecycleevent')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                ('role', models.CharField(choices=[('operator', 'operator'), ('moderator', 'moderator'), ('depositor', 'depositor'), ('co_author', 'co-author'), ('reviewer', 'reviewer'), ('data_centre', 'data centre')], max_length=20)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.dataset')),
                ('deposit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.deposit')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('pole', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='repository.pole')),
            ],
        ),
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.BinaryField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('note', models.TextField(blank=True)),
                ('is_sealed', models.BooleanField(default=False)),
                ('access', models.CharField(choices=[('open', 'open'), ('embargoed', 'embargoed'), ('restricted', 'restricted')], default='open', max_length=12)),
                ('embargo_until', models.DateField(blank=True, null=True)),
                ('files', models.JSONField(blank=True, default=list)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_versions', to='repository.dataset')),
                ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
            ],
            options={
                'ordering': ['dataset_id', 'number'],
            },
        ),
        migrations.AddField(
            model_name='dataset',
            name='current_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_for', to='repository.recordversion'),
        ),
        migrations.AddField(
            model_name='dataset',
            name='submitted_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submitted_for', to='repository.recordversion'),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=40)),
                ('media_type', models.CharField(max_length=80)),
                ('body', models.BinaryField()),
                ('etag', models.CharField(max_length=64)),
                ('renderer', models.CharField(default='1', max_length=20)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='repository.dataset')),
            ],
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(unique=True)),
                ('interval_begin', models.CharField(blank=True, max_length=32)),
                ('interval_end', models.CharField(blank=True, max_length=32)),
                ('date', models.DateField()),
                ('document', models.BinaryField(default=bytes)),
                ('document_name', models.CharField(blank=True, max_length=120)),
                ('document_sha256', models.CharField(blank=True, max_length=64)),
                ('manifest_sha256', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='repository.dataset')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('layer', 'new layer'), ('record', 'record only')], max_length=8)),
                ('date', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('replicated_at', models.DateTimeField(blank=True, null=True)),
                ('registered_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='repository.dataset')),
                ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='repository.recordversion')),
                ('snapshot', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='repository.snapshot')),
            ],
            options={
                'ordering': ['dataset_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='LayerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=400)),
                ('role', models.CharField(choices=[('data', 'data'), ('document', 'document'), ('thumbnail', 'picture')], default='data', max_length=12)),
                ('position', models.PositiveIntegerField(default=0)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layer_places', to='repository.datafile')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layer_files', to='repository.snapshot')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CatalogueEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('dataset', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_entry', to='repository.dataset')),
            ],
            options={
                'ordering': ['-published', '-id'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='catalogue_words'), django.contrib.postgres.indexes.GinIndex(fields=['poles'], name='catalogue_poles'), models.Index(fields=['-published', '-id'], name='catalogue_newest')],
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=400)),
                ('role', models.CharField(choices=[('data', 'data'), ('document', 'document'), ('thumbnail', 'picture')], default='data', max_length=12)),
                ('position', models.PositiveIntegerField(default=0)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_files', to='repository.dataset')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draft_places', to='repository.datafile')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'path'), name='draft_file_path')],
            },
        ),
        migrations.AddIndex(
            model_name='lifecycleevent',
            index=models.Index(fields=['subject_type', 'subject_id', 'type'], name='event_subject'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_at'], name='delivery_open'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['lane'], name='delivery_lane'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('event', 'consumer'), name='delivery_once_per_consumer'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('token_sha256', '')), models.Q(('person__isnull', True), models.Q(('token_sha256', ''), _negated=True)), _connector='OR'), name='grant_has_one_kind_of_holder'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deposit__isnull', True), ('pole__isnull', True)), models.Q(('dataset__isnull', True), ('pole__isnull', True)), models.Q(('dataset__isnull', True), ('deposit__isnull', True)), _connector='OR'), name='grant_has_at_most_one_scope'),
        ),
        migrations.AddConstraint(
            model_name='recordversion',
            constraint=models.UniqueConstraint(fields=('dataset', 'number'), name='record_version_number'),
        ),
        migrations.AddIndex(
            model_name='dataset',
            index=models.Index(condition=models.Q(('datestamp__isnull', False)), fields=['datestamp', 'id'], name='dataset_harvest'),
        ),
        migrations.AddIndex(
            model_name='dataset',
            index=models.Index(fields=['state'], name='dataset_state'),
        ),
        migrations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('datestamp__isnull', True), ('standing', 'unpublished')), models.Q(models.Q(('standing', 'unpublished'), _negated=True), ('datestamp__isnull', False)), _connector='OR'), name='dataset_public_has_datestamp'),
        ),
        migrations.AddConstraint(
            model_name='dataset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('access', 'embargoed'), _negated=True), ('embargo_until__isnull', False), _connector='OR'), name='dataset_embargo_has_date'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('dataset', 'format'), name='rendition_once_per_format'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('dataset', 'number'), name='publication_number'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('dataset',), name='publication_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='layerfile',
            constraint=models.UniqueConstraint(fields=('snapshot', 'path'), name='layer_file_path'),
        ),
    ]
