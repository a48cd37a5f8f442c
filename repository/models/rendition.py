"""The stored bytes of one format of one dataset."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import Dataset


class Rendition(models.Model):
    """What harvesters and readers are given: rendered once, in the publishing transaction, then only read.

    ``body`` of an XML format is one element without declaration, so that an envelope can hold it as it is.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="renditions")
    format = models.CharField(max_length=40)
    media_type = models.CharField(max_length=80)
    body = models.BinaryField()
    etag = models.CharField(max_length=64)
    renderer = models.CharField(max_length=20, default="1")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dataset", "format"], name="rendition_once_per_format"),
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.dataset_id}"
