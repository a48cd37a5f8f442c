"""Erasures ordered by law: proposed by one operator, confirmed by another, carried out place by place."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset
from repository.models.person import Person


class ErasureScope(models.TextChoices):
    """What is erased."""

    FILE = "file", _("one file, in all its layers")
    DATASET = "dataset", _("all files of the dataset")


class ErasureState(models.TextChoices):
    """Where an erasure stands."""

    PROPOSED = "proposed", _("waits for a second operator")
    CONFIRMED = "confirmed", _("being carried out")
    DONE = "done", _("carried out")
    DROPPED = "dropped", _("dropped")


class Erasure(models.Model):
    """One order. Nothing happens before ``confirmed_by``, who is never ``proposed_by``.

    ``reason`` is what readers are told; ``reference`` names the order (court, authority, number, date) and is for
    operators and the sealed document. ``plan_sha256`` is that of the list that was confirmed.
    After a rebuild nobody knows the people any more: both are null, and the sealed document tells their numbers.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="erasures")
    scope = models.CharField(max_length=8, choices=ErasureScope.choices)
    path = models.CharField(max_length=400, blank=True)
    """Of one file: where it was named, in any layer or in the draft."""
    reason = models.TextField()
    reference = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.PROPOSED)
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    plan_sha256 = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dataset"], condition=models.Q(state="proposed"), name="erasure_one_proposal_at_a_time"
            ),
            models.CheckConstraint(
                name="erasure_needs_two_people",
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="erasure_confirmed_has_date",
                condition=models.Q(state__in=["proposed", "dropped"], confirmed_at__isnull=True)
                | models.Q(state__in=["confirmed", "done"], confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk} of {self.dataset_id}"

    @property
    def lane(self) -> str:
        """Work on one dataset goes one task at a time."""
        return f"dataset:{self.dataset_id}"


class ErasedFile(models.Model):
    """One file of an erasure, with all that is kept of it. ``number`` is its `DataFile`'s, which may be collected.

    ``paths`` are those in layers and in the draft; ``layers`` are fragments; ``size`` in bytes. ``archived_name`` is
    empty for bytes that no package ever held.
    """

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="files")
    number = models.BigIntegerField()
    paths = models.JSONField(default=list)
    layers = models.JSONField(default=list)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    archived_name = models.CharField(max_length=120, blank=True)
    draft_path = models.CharField(max_length=200, blank=True)
    """Where the draft's copy lay, until it is gone."""

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["erasure", "number"], name="erased_file_once"),
        ]

    def __str__(self) -> str:
        return f"file {self.number} of erasure {self.erasure_id}"


class ErasurePlaceKind(models.TextChoices):
    """What sort of place bytes are in."""

    DRAFTS = "drafts", _("drafts and uploads")
    DERIVED = "derived", _("previews, thumbnails, stations and readings")
    ARCHIVE = "archive", _("the packages themselves, with what was set aside")
    STORE = "store", _("copies in a store, with what was set aside")
    CENTRE = "centre", _("a data centre, told to erase")
    BACKUP = "backup", _("backups, gone when their time is over")


class ErasurePlace(models.Model):
    """One place of one erasure. ``done_at`` is when it was looked through and nothing of the files was there.

    ``ends_on``: of backups, the day from which none holds them. ``found`` counts what was removed.
    """

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=14, choices=ErasurePlaceKind.choices)
    name = models.CharField(max_length=80, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["erasure", "kind", "name"], name="erasure_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} of erasure {self.erasure_id}"

    @property
    def dataset(self) -> Dataset:
        """Whose files are erased here."""
        return self.erasure.dataset

    @property
    def lane(self) -> str:
        """As copies to that store: nothing is brought there meanwhile."""
        if self.kind == ErasurePlaceKind.STORE:
            return f"replica:{self.name}:{self.erasure.dataset_id}"
        return f"dataset:{self.erasure.dataset_id}"
