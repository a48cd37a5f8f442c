from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repository', '0010_vocabularies'),
    ]

    operations = [
        migrations.AddField(
            model_name='deposit',
            name='kept_bytes',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='draftfile',
            index=models.Index(fields=['dataset', 'position', 'path'], name='draft_file_order'),
        ),
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(condition=models.Q(('gravity__gt', 0)), fields=['file'], name='inspection_troubled'),
        ),
    ]
