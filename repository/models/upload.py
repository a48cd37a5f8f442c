"""An upload that may be resumed: what was announced, how much of it is sure, and until when it is kept.

What only a bucket needs (``sending``, ``sample``, the pieces, the ends) stays empty where drafts lie on a disk.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset
from repository.models.person import Person


class UploadKind(models.TextChoices):
    """What an upload becomes."""

    FILE = "file", "file"
    PART = "part", "part"
    WHOLE = "whole", "whole"


class Upload(models.Model):
    """One upload by tus 1.0. A part becomes no file of its own; a whole is made of ``parts`` that have arrived.

    ``length`` and ``offset`` in bytes; ``offset`` are those known to be on the disk, ``grown`` when they last became
    more: the file itself may hold more, if it was written in the same run of the machine (``boot``). ``hash_state`` is
    the SHA256 after the first ``hashed`` bytes. ``number`` is the file's, once it stands in the draft. ``refusal`` says
    why it could not be taken in.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="uploads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=UploadKind.choices, default=UploadKind.FILE)
    path = models.CharField(max_length=400, blank=True)
    is_replacing = models.BooleanField(default=False)
    metadata = models.TextField(blank=True)
    """The Upload-Metadata header as it came."""
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    hashed = models.BigIntegerField(default=0)
    hash_state = models.BinaryField(default=bytes)
    boot = models.CharField(max_length=40, blank=True)
    grown = models.DateTimeField(default=timezone.now)
    sending = models.TextField(blank=True)
    """What the bucket calls the pieces that came so far."""
    sample = models.CharField(max_length=64, blank=True)
    """SHA256 of the first and last bytes (``uploads.kept.sample_of``)."""
    parts = ArrayField(models.UUIDField(), default=list, blank=True)
    refusal = models.TextField(blank=True)
    number = models.BigIntegerField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["created", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dataset"], name="upload_unfinished", condition=models.Q(number__isnull=True)),
            models.Index(fields=["expires"], name="upload_expires"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="upload_offset_within_length",
                condition=models.Q(offset__gte=0, length__gt=0, offset__lte=models.F("length")),
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.key}"


class UploadPiece(models.Model):
    """A piece of an upload that the bucket has: its number from 1, and its ETag."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    etag = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["upload", "number"], name="upload_piece_once"),
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of {self.upload_id}"


class UploadEnds(models.Model):
    """The first and the last bytes of what came, which nobody can read from pieces before they are one object."""

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, related_name="ends")
    first = models.BinaryField(default=bytes)
    last = models.BinaryField(default=bytes)

    class Meta:
        verbose_name_plural = "upload ends"

    def __str__(self) -> str:
        return f"ends of {self.upload_id}"
