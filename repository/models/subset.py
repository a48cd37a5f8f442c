"""Parts of layers that somebody cites: the question, what came out of it, and the bytes."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset
from repository.models.layer import Snapshot
from repository.models.person import Person


class SubsetState(models.TextChoices):
    """How far a part is."""

    ORDERED = "ordered", _("being read")
    READY = "ready", _("ready")
    REFUSED = "refused", _("cannot be given")


class Subset(models.Model):
    """One part of one layer. ``identifier`` is made of ``question``, the normalised text, so it is the same again.

    ``asked`` is the question with the names as they were typed (`subsets.question.SubsetQuestion` as JSON). From
    ``values`` on: what came out the first time, which never changes: lines, SHA256 and bytes of the CSV, rows that tell
    not what was asked, and files that gave nothing (``path``, ``code``). ``refusal``: a code where it is refused.
    ``is_same``: whether the last run gave the same SHA256; None where it was run once.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="subsets")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="subsets")
    identifier = models.CharField(max_length=16)
    question = models.TextField()
    asked = models.JSONField()
    stored_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    stored_at = models.DateTimeField(default=timezone.now)
    ordered_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=SubsetState.choices, default=SubsetState.ORDERED)
    refusal = models.CharField(max_length=20, blank=True)
    values = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(null=True, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    files_read = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=list, blank=True)
    readers = models.CharField(max_length=20, blank=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    is_same = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "identifier"], name="subset_once"),
            models.CheckConstraint(
                name="subset_ready_has_result",
                condition=~models.Q(state="ready") | (~models.Q(sha256="") & models.Q(values__isnull=False)),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["stored_by", "-stored_at"], name="subset_by_day")]

    def __str__(self) -> str:
        return f"part {self.identifier} of layer {self.snapshot_id}"

    @property
    def lane(self) -> str:
        """Parts of one dataset are read one at a time; nothing else waits for them."""
        return f"subsets:{self.dataset_id}"


class SubsetContent(models.Model):
    """The CSV of a part, compressed by zlib. Gone where the dataset is withdrawn or its files are not open any more."""

    subset = models.OneToOneField(Subset, primary_key=True, on_delete=models.CASCADE, related_name="content")
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"bytes of part {self.subset_id}"
