"""The audit trail, which is also the outbox: an event is a row, with one delivery per consumer."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.person import Person


class LifecycleEvent(models.Model):
    """Something that happened. Append-only; never changed, never deleted."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    type = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    deposit_id = models.UUIDField(null=True, blank=True, db_index=True)
    actor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    payload = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    once = models.CharField(max_length=120, null=True, blank=True, unique=True)
    """Set for joins: unique per (event type, subject)."""

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_type", "subject_id", "type"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject_type}:{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Events are written once."""
        if not self._state.adding:
            raise TypeError("an event is immutable")
        super().save(*args, **kwargs)


class Delivery(models.Model):
    """One event on its way to one consumer. The truth about what is still to do; the broker only wakes.

    A row is due when ``done_at`` is null, ``held_at`` is null, ``due_at`` has come and no lease is live. ``lane`` names
    what may be worked on by one task at a time.
    """

    event = models.ForeignKey(LifecycleEvent, on_delete=models.PROTECT, related_name="deliveries")
    consumer = models.CharField(max_length=120)
    lane = models.CharField(max_length=80)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    waits_for = models.CharField(max_length=40, blank=True)
    """The outside server whose return it waits for, such as ``mail``; empty for any other failure."""
    told = models.JSONField(default=list, blank=True)
    """Marks of the addresses whose mail was taken already; empty again once all is done."""

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "consumer"], name="delivery_once_per_consumer"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"], name="delivery_open", condition=models.Q(done_at__isnull=True)),
            models.Index(fields=["lane"], name="delivery_lane", condition=models.Q(done_at__isnull=True)),
            models.Index(
                fields=["waits_for", "due_at"],
                name="delivery_waits",
                condition=models.Q(done_at__isnull=True) & ~models.Q(waits_for=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} -> {self.consumer}"
