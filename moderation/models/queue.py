"""The queue as narrow rows: what is in the moderators' hands, so that a page of a long queue costs what it shows."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from repository.models import Dataset, Person, RecordVersion


class QueueEntry(models.Model):
    """One dataset in the moderators' hands. A trigger on ``repository_dataset`` keeps it, whoever changes a dataset.

    The trigger writes ``state``, ``poles``, ``version`` and ``since``, another one ``is_urgent``; the row goes when the
    dataset leaves the moderators' hands. ``services/queue.py`` writes the rest when a round opens, a decision is taken
    or somebody takes it.
    """

    dataset = models.OneToOneField(Dataset, primary_key=True, on_delete=models.CASCADE, related_name="queue_entry")
    state = models.CharField(max_length=20)
    poles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    pole_key = models.TextField(blank=True)
    """The poles joined by commas: what the counts are grouped by."""
    version = models.ForeignKey(RecordVersion, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    """Since when it is in its present state."""
    late_from = models.DateField(null=True, blank=True)
    """The first day (UTC) on which the target has passed, by the target that held at the submission."""
    target_days = models.PositiveSmallIntegerField(default=5)
    assignee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_urgent = models.BooleanField(default=False)
    """It is in the urgent lane (``Urgency``)."""
    is_raised = models.BooleanField(default=False)
    """A moderator put it before others."""
    is_checked = models.BooleanField(default=False)
    is_correction = models.BooleanField(default=False)
    round = models.PositiveIntegerField(default=1)
    findings = models.PositiveIntegerField(default=0)
    to_settle = models.PositiveIntegerField(default=0)
    title = models.TextField(blank=True)
    title_language = models.CharField(max_length=35, blank=True)
    depositor = models.TextField(blank=True)
    words = models.TextField(blank=True)
    """Title, DOI and depositor as they are looked through: lower case, without accents."""

    class Meta:
        verbose_name_plural = "queue entries"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["state", "-is_urgent", "-is_raised", "since", "dataset"], include=["poles"], name="queue_read"
            ),
            models.Index(
                fields=["state", "pole_key", "is_urgent", "assignee", "late_from", "to_settle"], name="queue_counted"
            ),
            models.Index(fields=["assignee", "state"], name="queue_of_assignee"),
            models.Index(fields=["state", "late_from"], name="queue_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} in the queue"
