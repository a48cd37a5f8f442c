import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0008_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='DatasetRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doi', models.CharField(max_length=200)),
                ('relation', models.CharField(max_length=40)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='repository.dataset')),
            ],
            options={
                'ordering': ['source_id', 'id'],
                'indexes': [models.Index(fields=['doi'], name='relation_other_side')],
            },
        ),
    ]
