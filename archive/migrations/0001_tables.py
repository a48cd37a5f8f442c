"""All tables of the archive."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from repository.models.tables import AllTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('archive', '0001_initial'),
        ('archive', '0002_file_copies'),
        ('archive', '0003_audit'),
        ('archive', '0004_room'),
    ]

    dependencies = [
        ('repository', '0002_tables'),
    ]

    operations = [
        AllTables(operations=[
            migrations.CreateModel(
                name='Archiving',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archivings', to='repository.dataset')),
                    ('number', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('layer', 'new layer'), ('record', 'record only'), ('events', 'events')], max_length=8)),
                    ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='archivings', to='repository.publication')),
                    ('sealed_event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.lifecycleevent')),
                    ('manifest_name', models.CharField(max_length=80)),
                    ('manifest_sha256', models.CharField(max_length=64)),
                    ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset_id', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'number'), name='archiving_number'), models.UniqueConstraint(fields=('dataset', 'manifest_name'), name='archiving_manifest'), models.UniqueConstraint(condition=models.Q(('publication__isnull', False)), fields=('publication',), name='archiving_once_per_publication'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'events'), ('publication__isnull', True), ('sealed_event__isnull', False)), models.Q(models.Q(('kind', 'events'), _negated=True), ('publication__isnull', False), ('sealed_event__isnull', True)), _connector='OR'), name='archiving_events_have_no_publication')],
                },
            ),
            migrations.CreateModel(
                name='Replica',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('store', models.CharField(max_length=40)),
                    ('archiving', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replicas', to='archive.archiving')),
                    ('state', models.CharField(choices=[('pending', 'waiting'), ('copying', 'being copied'), ('verified', 'copied and verified'), ('failed', 'failed')], default='pending', max_length=8)),
                    ('files', models.PositiveIntegerField(default=0)),
                    ('size', models.BigIntegerField(default=0)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['store', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('store', 'archiving'), name='replica_once_per_store'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), ('verified_at__isnull', False)), models.Q(models.Q(('state', 'verified'), _negated=True), ('verified_at__isnull', True)), _connector='OR'), name='replica_verified_has_date')],
                },
            ),
            migrations.CreateModel(
                name='FileCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.CharField(max_length=40)),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='file_copies', to='repository.dataset')),
                    ('name', models.CharField(max_length=120)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.BigIntegerField()),
                    ('state', models.CharField(choices=[('sound', 'sound'), ('faulty', 'damaged or missing'), ('lost', 'no sound copy is left anywhere')], default='sound', max_length=8)),
                    ('fault', models.CharField(blank=True, max_length=32)),
                    ('checked_at', models.DateTimeField()),
                    ('source', models.CharField(blank=True, max_length=40)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['checked_at', 'id'],
                    'indexes': [models.Index(fields=['place', 'checked_at', 'id'], name='file_copy_oldest_in_place'), models.Index(condition=models.Q(('state', 'sound'), _negated=True), fields=['place', 'state'], name='file_copy_faulty')],
                    'constraints': [models.UniqueConstraint(fields=('dataset', 'place', 'name'), name='file_copy_once_per_place'), models.CheckConstraint(condition=models.Q(models.Q(('fault', ''), ('state', 'sound')), models.Q(models.Q(('state', 'sound'), _negated=True), models.Q(('fault', ''), _negated=True)), _connector='OR'), name='file_copy_fault_unless_sound')],
                },
            ),
            migrations.CreateModel(
                name='FixityEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='archive.filecopy')),
                    ('kind', models.CharField(choices=[('check', 'read back and compared'), ('quarantine', 'set aside'), ('repair', 'restored from a sound copy'), ('loss', 'no sound copy left')], max_length=12)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('fault', models.CharField(blank=True, max_length=32)),
                    ('found', models.CharField(blank=True, max_length=64)),
                    ('detail', models.CharField(blank=True, max_length=500)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(condition=models.Q(('fault', ''), ('kind', 'check'), _negated=True), fields=['-at', '-id'], name='fixity_event_remarkable')],
                },
            ),
            migrations.CreateModel(
                name='PlaceAudit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.CharField(max_length=40, unique=True)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('failure', models.CharField(blank=True, max_length=500)),
                    ('failed_at', models.DateTimeField(blank=True, null=True)),
                    ('retry_at', models.DateTimeField(blank=True, null=True)),
                    ('looked_at', models.DateTimeField(blank=True, null=True)),
                    ('total', models.BigIntegerField(blank=True, null=True)),
                    ('free', models.BigIntegerField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['place'],
                },
            ),
            migrations.CreateModel(
                name='Stray',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.CharField(max_length=40)),
                    ('package', models.CharField(max_length=80)),
                    ('name', models.CharField(blank=True, max_length=255)),
                    ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['place', 'package', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('place', 'package', 'name'), name='stray_once')],
                },
            ),
        ]),
    ]
