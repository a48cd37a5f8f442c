import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0013_personal_tokens'),
    ]

    operations = [
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('deposit', 'Deposit'), ('published', 'Published'), ('file', 'File')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('doi', models.CharField(blank=True, max_length=121)),
                ('dated', models.DateField(blank=True, null=True)),
                ('dialect', models.CharField(blank=True, max_length=20)),
                ('document', models.JSONField(default=dict)),
                ('places', models.JSONField(blank=True, default=dict)),
                ('remarks', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='templates', to='repository.dataset')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['dataset_id', '-id'],
            },
        ),
    ]
