import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0002_reviews_at_work'),
        ('repository', '0029_long_saved_searches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Urgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('journal', models.CharField(max_length=200)),
                ('manuscript', models.CharField(max_length=100)),
                ('wanted_by', models.DateField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('given_up', 'given up by the depositor'), ('lowered', 'taken out by a moderator'), ('decided', 'decided')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='urgency', to='repository.dataset')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'urgencies',
            },
        ),
        migrations.AddIndex(
            model_name='urgency',
            index=models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['dataset'], name='urgency_live'),
        ),
        migrations.AddConstraint(
            model_name='urgency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ending', ''), ('settled_at__isnull', True)), models.Q(('settled_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='urgency_settled_says_how'),
        ),
        migrations.AddConstraint(
            model_name='urgency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ending', 'lowered'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='urgency_lowered_says_why'),
        ),
    ]
