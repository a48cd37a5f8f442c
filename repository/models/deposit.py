"""A deposit: one or more datasets written together, sharing what they have in common. Never gets a DOI."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.person import Person


class Deposit(models.Model):
    """A depositor's working folder. Its state is derived from its datasets.

    ``shared`` is a partial record document: what every dataset of the deposit says unless it says otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deposits")
    shared = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)
    kept_bytes = models.BigIntegerField(null=True, blank=True)
    """What its files take, so that nobody counts 100,000 of them for one more; null: to be counted."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-modified"]

    def __str__(self) -> str:
        return f"deposit {self.id}"
