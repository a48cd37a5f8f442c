import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0008_readings_of_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('file', 'file'), ('part', 'part'), ('whole', 'whole')], default='file', max_length=8)),
                ('path', models.CharField(blank=True, max_length=400)),
                ('is_replacing', models.BooleanField(default=False)),
                ('metadata', models.TextField(blank=True)),
                ('length', models.BigIntegerField()),
                ('offset', models.BigIntegerField(default=0)),
                ('hashed', models.BigIntegerField(default=0)),
                ('hash_state', models.BinaryField(default=bytes)),
                ('boot', models.CharField(blank=True, max_length=40)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('refusal', models.TextField(blank=True)),
                ('number', models.BigIntegerField(blank=True, null=True)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires', models.DateTimeField()),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to='repository.dataset')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created', 'id'],
                'indexes': [models.Index(condition=models.Q(('number__isnull', True)), fields=['dataset'], name='upload_unfinished'), models.Index(fields=['expires'], name='upload_expires')],
                'constraints': [models.CheckConstraint(condition=models.Q(('length__gt', 0), ('offset__gte', 0), ('offset__lte', models.F('length'))), name='upload_offset_within_length')],
            },
        ),
    ]
