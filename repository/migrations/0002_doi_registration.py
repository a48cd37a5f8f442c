"""Who holds a dataset's DOI, since when, and which one each attempt was about."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0001_spine'),
    ]

    operations = [
        migrations.AddField(
            model_name='dataset',
            name='former_dois',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=121), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='dataset',
            name='registrar',
            field=models.CharField(default='local', max_length=20),
        ),
        migrations.AddField(
            model_name='dataset',
            name='reserved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='doiattempt',
            name='doi',
            field=models.CharField(blank=True, max_length=121),
        ),
        migrations.RunSQL(
            "UPDATE repository_doiattempt a SET doi = d.prefix || '/' || d.suffix "
            "FROM repository_dataset d WHERE d.id = a.dataset_id",
            migrations.RunSQL.noop,
        ),
        # So far the registrar was ``local`` alone, where the row is the reservation.
        migrations.RunSQL(
            "UPDATE repository_dataset SET reserved_at = created WHERE NOT is_removed", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            model_name='doiattempt',
            index=models.Index(fields=['doi', '-id'], name='doi_attempt_newest'),
        ),
    ]
