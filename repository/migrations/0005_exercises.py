import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0004_layer_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Exercise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('backup', 'backup'), ('restore', 'backup put back'), ('verify', 'every stored byte read again'), ('rebuild', 'rebuilt from a copy'), ('drill', 'drill of a rebuild'), ('report', 'evidence pack')], max_length=8)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_well', models.BooleanField()),
                ('figures', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['kind', '-ended_at'], name='exercise_newest')],
            },
        ),
    ]
