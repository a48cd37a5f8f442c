import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.core.management import call_command
from django.db import migrations, models


def make_cache(apps, editor):
    """The table of the cache of what registries answered (setting CACHES); the one that is there stays."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0011_many_files'),
    ]

    operations = [
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
                ('kind', models.SmallIntegerField(choices=[(0, 'Label'), (1, 'Acronym'), (2, 'Other')])),
                ('is_funder', models.BooleanField(default=False)),
                ('folded', models.CharField(max_length=300)),
                ('words', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('folded', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='repository.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['folded'], name='organisation_name_beginning', opclasses=['varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='organisation_name_words')],
            },
        ),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
    ]
