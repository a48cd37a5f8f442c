"""The queue as narrow rows kept by a trigger, who accompanies a review, advice, second opinions, councils."""

import json
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from datetime import UTC
from django.conf import settings
from django.db import migrations, models

from moderation.waiting import late_from
from repository.vocabularies.words import folded


KEEP = """
    CREATE FUNCTION moderation_keep_queue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.submitted_version_id IS NULL OR NEW.is_synthetic OR NEW.standing = 'withdrawn'
           OR NEW.state NOT IN ('submitted', 'changes_requested', 'accepted') THEN
            DELETE FROM moderation_queueentry WHERE dataset_id = NEW.id;
            RETURN NULL;
        END IF;
        INSERT INTO moderation_queueentry (dataset_id, state, poles, pole_key, version_id, since, target_days, is_urgent,
                is_raised, is_checked, is_correction, round, findings, to_settle, title, title_language, depositor, words)
            SELECT NEW.id, NEW.state, NEW.poles, array_to_string(NEW.poles, ','), version.id, version.created, 5, false,
                false, false, NEW.standing = 'public', 1, 0, 0, '', '', '', ''
            FROM repository_recordversion version WHERE version.id = NEW.submitted_version_id
            ON CONFLICT (dataset_id) DO UPDATE SET
                state = excluded.state, poles = excluded.poles, pole_key = excluded.pole_key,
                since = CASE WHEN moderation_queueentry.version_id = excluded.version_id
                    THEN moderation_queueentry.since ELSE excluded.since END,
                is_checked = moderation_queueentry.is_checked AND moderation_queueentry.version_id = excluded.version_id,
                version_id = excluded.version_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER queue_entered AFTER INSERT ON repository_dataset FOR EACH ROW
        WHEN (NEW.submitted_version_id IS NOT NULL AND NOT NEW.is_synthetic
            AND NEW.state IN ('submitted', 'changes_requested', 'accepted'))
        EXECUTE FUNCTION moderation_keep_queue();
    CREATE TRIGGER queue_kept AFTER UPDATE ON repository_dataset FOR EACH ROW
        WHEN ((OLD.state, OLD.standing, OLD.submitted_version_id, OLD.is_synthetic, OLD.poles)
            IS DISTINCT FROM (NEW.state, NEW.standing, NEW.submitted_version_id, NEW.is_synthetic, NEW.poles))
        EXECUTE FUNCTION moderation_keep_queue();
"""
LET_GO = """
    DROP TRIGGER queue_entered ON repository_dataset;
    DROP TRIGGER queue_kept ON repository_dataset;
    DROP FUNCTION moderation_keep_queue();
"""


def place_what_waits(apps, schema_editor):
    """What was in the moderators' hands before: the rows, then what only a review knows."""
    waiting = apps.get_model("repository", "Dataset").objects.filter(
        state__in=("submitted", "changes_requested", "accepted"), submitted_version__isnull=False, is_synthetic=False
    ).exclude(standing="withdrawn")
    entries = apps.get_model("moderation", "QueueEntry").objects
    reviews = apps.get_model("moderation", "Review").objects
    findings = apps.get_model("moderation", "ReviewFinding").objects
    decisions = apps.get_model("moderation", "Decision").objects
    for dataset in waiting.select_related("submitted_version__author").defer("draft").iterator():
        version = dataset.submitted_version
        review = reviews.filter(dataset=dataset, record_version=version).order_by("-pk").first()
        decision = decisions.filter(record_version=version).first()
        title, language = _title_of(bytes(version.document))
        found = findings.filter(record_version=version)
        author = version.author
        depositor = f"{author.given_name} {author.family_name}".strip() or author.email.partition("@")[0] if author else ""
        late = dataset.state == "submitted" and review is not None
        entries.create(
            dataset=dataset,
            state=dataset.state,
            poles=dataset.poles,
            pole_key=",".join(dataset.poles),
            version=version,
            since=decision.at if decision else version.created,
            late_from=late_from(version.created.astimezone(UTC).date(), 5) if late else None,
            is_checked=review is not None,
            is_correction=bool(review and review.is_correction),
            round=review.round if review else 1,
            findings=found.count(),
            to_settle=found.filter(severity__in=("error", "warning")).count(),
            title=title,
            title_language=language,
            depositor=depositor,
            words=" ".join(folded(text) for text in (title, depositor, f"{dataset.prefix}/{dataset.suffix}")),
        )


def _title_of(document):
    said = json.loads(document)
    titles = said.get("title") or {}
    language = next((tag for tag in (said.get("language"), "en", *titles) if tag in titles), "")
    return titles.get(language, ""), language


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0001_room'),
        ('repository', '0029_long_saved_searches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='assigned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='AcceptanceProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='moderation.review')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('record_version', 'actor'), name='acceptance_proposed_once')],
            },
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(default='en', max_length=5)),
                ('question', models.TextField()),
                ('issue', models.PositiveSmallIntegerField(default=1)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due', models.DateField()),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('view', models.CharField(blank=True, choices=[('favourable', 'publish it as it is'), ('needs_changes', 'publish it after changes'), ('unfavourable', 'do not publish it here'), ('no_view', 'I cannot say')], max_length=16)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice_asked', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='repository.dataset')),
                ('grant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='advice', to='repository.grant')),
                ('record_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repository.recordversion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='moderation.review')),
            ],
            options={
                'verbose_name_plural': 'advice',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('ended_at__isnull', True)), fields=('review', 'email'), name='advice_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('view', '')), models.Q(('answered_at__isnull', False), models.Q(('view', ''), _negated=True)), _connector='OR'), name='advice_answer_has_a_view')],
            },
        ),
        migrations.CreateModel(
            name='CouncilVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worth', models.CharField(choices=[('yes', 'worth promoting'), ('perhaps', 'to be discussed'), ('no', 'fine where it is')], max_length=8)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='council_votes', to='repository.dataset')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.pole')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'pole', 'person'), name='council_votes_once')],
            },
        ),
        migrations.CreateModel(
            name='QueueEntry',
            fields=[
                ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='queue_entry', serialize=False, to='repository.dataset')),
                ('state', models.CharField(max_length=20)),
                ('poles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('pole_key', models.TextField(blank=True)),
                ('since', models.DateTimeField()),
                ('late_from', models.DateField(blank=True, null=True)),
                ('target_days', models.PositiveSmallIntegerField(default=5)),
                ('is_urgent', models.BooleanField(default=False)),
                ('is_raised', models.BooleanField(default=False)),
                ('is_checked', models.BooleanField(default=False)),
                ('is_correction', models.BooleanField(default=False)),
                ('round', models.PositiveIntegerField(default=1)),
                ('findings', models.PositiveIntegerField(default=0)),
                ('to_settle', models.PositiveIntegerField(default=0)),
                ('title', models.TextField(blank=True)),
                ('title_language', models.CharField(blank=True, max_length=35)),
                ('depositor', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repository.recordversion')),
            ],
            options={
                'verbose_name_plural': 'queue entries',
                'indexes': [models.Index(fields=['state', '-is_urgent', '-is_raised', 'since', 'dataset'], name='queue_in_order'), models.Index(fields=['assignee', 'state'], name='queue_of_assignee'), models.Index(fields=['state', 'late_from'], name='queue_by_target')],
            },
        ),
        migrations.RunPython(place_what_waits, migrations.RunPython.noop),
        migrations.RunSQL(KEEP, LET_GO),
    ]
