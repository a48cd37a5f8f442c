import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0005_exercises'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=16)),
                ('question', models.TextField()),
                ('asked', models.JSONField()),
                ('stored_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ordered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('ordered', 'being read'), ('ready', 'ready'), ('refused', 'cannot be given')], default='ordered', max_length=8)),
                ('refusal', models.CharField(blank=True, max_length=20)),
                ('values', models.PositiveIntegerField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.BigIntegerField(blank=True, null=True)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('files_read', models.PositiveIntegerField(default=0)),
                ('unread', models.JSONField(blank=True, default=list)),
                ('readers', models.CharField(blank=True, max_length=20)),
                ('computed_at', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('is_same', models.BooleanField(blank=True, null=True)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subsets', to='repository.dataset')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subsets', to='repository.snapshot')),
                ('stored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['stored_by', '-stored_at'], name='subset_by_day')],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'identifier'), name='subset_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('values__isnull', False)), _connector='OR'), name='subset_ready_has_result')],
            },
        ),
        migrations.CreateModel(
            name='SubsetContent',
            fields=[
                ('subset', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='content', serialize=False, to='repository.subset')),
                ('packed', models.BinaryField()),
            ],
        ),
    ]
