"""Where an evolving dataset comes from, and what was taken of it last."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset
from repository.models.layer import DataFile
from repository.models.person import Person


class SourceState(models.TextChoices):
    """Whether layers are taken from a source."""

    ASKED = "asked", _("waits for an operator")
    REFUSED = "refused", _("not allowed by the operators")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    QUARANTINED = "quarantined", _("stopped")


class Source(models.Model):
    """The source of a dataset: a name that operators gave (SOURCES), a path below it, and when layers are due.

    ``ordered_for``: the last moment of the schedule for which a layer was ordered. ``released``: the mark of a listing
    that an operator let pass although it looked wrong. ``reason``: why it is not active, in words or as a code.
    """

    dataset = models.OneToOneField(Dataset, on_delete=models.PROTECT, related_name="source")
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=300, blank=True)
    schedule = models.CharField(max_length=100, default="monthly")
    is_reviewed = models.BooleanField(default=False)
    """Whether a moderator releases each layer."""
    state = models.CharField(max_length=12, choices=SourceState.choices, default=SourceState.ASKED)
    reason = models.TextField(blank=True)
    listing = models.JSONField(default=dict, blank=True)
    """Of the last look: how many files and bytes, what was left out, its mark."""
    released = models.CharField(max_length=64, blank=True)
    ordered_for = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="source_active", condition=models.Q(state="active")),
        ]

    def __str__(self) -> str:
        return f"{self.name}/{self.path}"

    @property
    def lane(self) -> str:
        """Work on one dataset goes one task at a time."""
        return f"dataset:{self.dataset_id}"


class SourceFile(models.Model):
    """A file as it was taken from a source: its path in the dataset, its size and mark there, and its bytes here.

    ``begin`` and ``end``: the days that the file says it covers, empty where it says none.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=400)
    size = models.BigIntegerField()
    mark = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(DataFile, on_delete=models.PROTECT, related_name="source_places")
    begin = models.CharField(max_length=32, blank=True)
    end = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["path"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "path"], name="source_file_path"),
        ]

    def __str__(self) -> str:
        return self.path
