"""Bytes and their places: files of drafts, published layers, and each pass of a dataset along the road."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.dataset import Dataset, RecordVersion
from repository.models.person import Person


class FileRole(models.TextChoices):
    """What a file is for."""

    DATA = "data", _("data")
    DOCUMENT = "document", _("document")
    THUMBNAIL = "thumbnail", _("picture")


class DataFile(models.Model):
    """Bytes: number, size in bytes, SHA256 and media type; where they are named in a layer is ``LayerFile``.

    ``draft_path`` (relative to the uploads folder) holds until the package is sealed, ``archived_name`` from then on.
    ``erased_at``: since when no door gives it out, by an order of law (`Erasure`).
    """

    number = models.BigIntegerField(unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="data_files")
    original_name = models.CharField(max_length=400)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    draft_path = models.CharField(max_length=200, blank=True)
    archived_name = models.CharField(max_length=120, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.original_name}"


class DraftFile(models.Model):
    """A file's place in a draft: what the next layer will hold."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="draft_files")
    file = models.ForeignKey(DataFile, on_delete=models.PROTECT, related_name="draft_places")
    path = models.CharField(max_length=400)
    role = models.CharField(max_length=12, choices=FileRole.choices, default=FileRole.DATA)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "path"], name="draft_file_path"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dataset", "position", "path"], name="draft_file_order"),
        ]

    def __str__(self) -> str:
        return self.path


class Snapshot(models.Model):
    """One published layer; ``number`` is the fragment in ``10.x/42182#42350``. Immutable once sealed."""

    number = models.BigIntegerField(unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="snapshots")
    interval_begin = models.CharField(max_length=32, blank=True)
    interval_end = models.CharField(max_length=32, blank=True)
    date = models.DateField()
    document = models.BinaryField(default=bytes)
    """The layer document's bytes, as the package holds them."""
    document_name = models.CharField(max_length=120, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    file_count = models.PositiveIntegerField(null=True, blank=True)
    byte_count = models.BigIntegerField(null=True, blank=True)
    added_files = models.PositiveIntegerField(null=True, blank=True)
    added_bytes = models.BigIntegerField(null=True, blank=True)
    """Of its files, and of those that no older layer holds: counted once, since neither ever changes. Null: ask."""
    changes = models.JSONField(null=True, blank=True)
    """Files and bytes that are new, changed and gone since the layer before (`queries/differences.py`). Null: ask."""

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"layer {self.number}"


class LayerFile(models.Model):
    """A file's place in a published layer; an unchanged file is one ``DataFile`` in many layers."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="layer_files")
    file = models.ForeignKey(DataFile, on_delete=models.PROTECT, related_name="layer_places")
    path = models.CharField(max_length=400)
    role = models.CharField(max_length=12, choices=FileRole.choices, default=FileRole.DATA)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["snapshot", "path"], name="layer_file_path"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["snapshot", "position", "path"], name="layer_file_order"),
        ]

    def __str__(self) -> str:
        return self.path


class PublicationKind(models.TextChoices):
    """Whether a pass along the road brings a new layer or a new record only."""

    LAYER = "layer", _("new layer")
    RECORD = "record", _("record only")


class Publication(models.Model):
    """One pass along the road: frozen, packaged, copied, registered, public. The subject of the pipeline's events.

    ``date`` is the UTC date of the freeze: file suffix, citation year and DataCite Issued; later steps never change it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=PublicationKind.choices)
    record_version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="publications")
    snapshot = models.OneToOneField(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="publication"
    )
    date = models.DateField()
    note = models.TextField(blank=True)
    frozen_at = models.DateTimeField(default=timezone.now)
    sealed_at = models.DateTimeField(null=True, blank=True)
    replicated_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["dataset_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "number"], name="publication_number"),
            models.UniqueConstraint(
                fields=["dataset"], condition=models.Q(published_at__isnull=True), name="publication_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"publication {self.number} of {self.dataset_id}"

    @property
    def lane(self) -> str:
        """Work on one dataset goes one task at a time."""
        return f"dataset:{self.dataset_id}"
